import type { ReactElement } from 'react';
import type { Ink, SheetMark } from '#shared/domain/sheet-mark';
import { widthEm } from '#shared/domain/text-width';
import type { Typeface } from '#shared/domain/typeface';

const inks: Readonly<Record<Ink, string>> = { black: '#000000', grey: '#8a8a8a', 'spot-red': '#d3202a' };
const sans = "'Noto Sans CJK SC','Source Han Sans SC',sans-serif";
const serif = "'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif";
const faces: Readonly<Record<Typeface, string>> = { hei: sans, 'hei-bold': sans, song: serif, 'song-bold': serif, kai: `'AR PL KaitiM GB',KaiTi,STKaiti,${serif}` };

/** What lies on a sheet, inside an SVG whose unit is that of the marks: drawn from the same marks as the print. */
export function SheetMarks({ marks }: { readonly marks: readonly SheetMark[] }): ReactElement {
  return <>{marks.map((mark, index) => <Mark key={index} mark={mark} />)}</>;
}

function Mark({ mark }: { readonly mark: SheetMark }): ReactElement {
  if (mark.kind === 'box') return <rect x={mark.x} y={mark.y} width={mark.width} height={mark.height} fill={inks[mark.ink]} />;
  if (mark.kind === 'line') return <line x1={mark.x1} y1={mark.y1} x2={mark.x2} y2={mark.y2} stroke={inks[mark.ink]} strokeWidth={mark.width} strokeDasharray={mark.dash} />;
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
