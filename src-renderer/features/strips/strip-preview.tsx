import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ink, SheetMark } from '#shared/domain/sheet-mark';
import { stripSizeMm, type StripTemplate, type StripValues } from '#shared/domain/spine-strip';
import { layoutStrip } from '#shared/domain/strip-layout';
import { widthEm } from '#shared/domain/text-width';
import type { Typeface } from '#shared/domain/typeface';
import styles from './strips.module.css';

const inks: Readonly<Record<Ink, string>> = { black: '#000000', grey: '#8a8a8a', 'spot-red': '#d3202a' };
const sans = "'Noto Sans CJK SC','Source Han Sans SC',sans-serif";
const serif = "'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif";
const faces: Readonly<Record<Typeface, string>> = { hei: sans, 'hei-bold': sans, song: serif, 'song-bold': serif, kai: `'AR PL KaitiM GB',KaiTi,STKaiti,${serif}` };

type Props = {
  readonly template: StripTemplate;
  readonly values: StripValues;
  /** The field being edited is framed. */
  readonly field?: number;
};

const rulerMm = 8;
/** As high as there is room, but a label no larger than this. */
const largestPxPerMm = 3.4;

/** The strip as it will be printed, by the very layout of the printer, with rulers in millimetres. */
export function StripPreview({ template, values, field }: Props): ReactElement {
  const { t } = useTranslation('strips');
  const { widthMm, lengthMm } = stripSizeMm(template.shape);
  const { marks } = layoutStrip(template, values);
  const [width, height] = [widthMm + rulerMm + 1, lengthMm + rulerMm + 1];
  const framed = field === undefined ? undefined : template.fields[field];
  return (
    <svg className={styles['preview']} role="img" aria-label={t('preview', { width: widthMm, length: lengthMm })} style={{ maxHeight: height * largestPxPerMm }} viewBox={`${String(-rulerMm)} ${String(-rulerMm)} ${String(width)} ${String(height)}`}>
      <Ruler lengthMm={widthMm} isAcross />
      <Ruler lengthMm={lengthMm} isAcross={false} />
      <rect width={widthMm} height={lengthMm} className={styles['paper']} />
      {marks.map((mark, index) => <Mark key={index} mark={mark} />)}
      {framed ? <rect x={framed.xMm} y={framed.yMm} width={framed.widthMm} height={framed.heightMm} className={styles['framed']} /> : null}
    </svg>
  );
}

function Ruler({ lengthMm, isAcross }: { readonly lengthMm: number; readonly isAcross: boolean }): ReactElement {
  const ticks = Array.from({ length: Math.floor(lengthMm) + 1 }, (_, mm) => mm);
  return (
    <g className={styles['ruler']} aria-hidden>
      {ticks.map(mm => {
        const end = mm % 10 === 0 ? -3.2 : mm % 5 === 0 ? -2.2 : -1.2;
        return isAcross ? <line key={mm} x1={mm} x2={mm} y1={-0.4} y2={end} /> : <line key={mm} y1={mm} y2={mm} x1={-0.4} x2={end} />;
      })}
      {ticks.filter(mm => mm % 10 === 0 && (isAcross || mm > 0)).map(mm => (isAcross ? <text key={mm} x={mm} y={-4} textAnchor="middle">{mm}</text> : <text key={mm} x={-3.8} y={mm + 0.9} textAnchor="end">{mm}</text>))}
    </g>
  );
}

function Mark({ mark }: { readonly mark: SheetMark }): ReactElement {
  if (mark.kind === 'box') return <rect x={mark.x} y={mark.y} width={mark.width} height={mark.height} fill={inks[mark.ink]} />;
  if (mark.kind === 'line') return <line x1={mark.x1} y1={mark.y1} x2={mark.x2} y2={mark.y2} stroke={inks[mark.ink]} strokeWidth={mark.width} />;
  const { text, x, y, size, anchor, typeface, ink, isTurned, room } = mark;
  const isNarrowed = room !== undefined && widthEm(text) * size > room;
  return (
    <text
      x={x}
      y={y}
      fontSize={size}
      textAnchor={anchor}
      fontFamily={faces[typeface]}
      fontWeight={typeface.endsWith('bold') ? 700 : 400}
      fill={inks[ink]}
      transform={isTurned === true ? `rotate(90 ${String(x)} ${String(y)})` : undefined}
      textLength={isNarrowed ? room : undefined}
      lengthAdjust={isNarrowed ? 'spacingAndGlyphs' : undefined}
    >
      {text}
    </text>
  );
}
