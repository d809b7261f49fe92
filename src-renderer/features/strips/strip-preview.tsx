import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { stripSizeMm, type StripTemplate, type StripValues } from '#shared/domain/spine-strip';
import { layoutStrip } from '#shared/domain/strip-layout';
import { SheetMarks } from '../../ui/sheet-marks.tsx';
import styles from './strips.module.css';

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
      <SheetMarks marks={marks} />
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
