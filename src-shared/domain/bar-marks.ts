import { canBeCode128, encodeCode128, quietModules } from './code128.ts';
import type { BoxMark } from './sheet-mark.ts';

/** Millimetres; quiet zones lie inside. `isDown`: read from top to bottom, the bars lie level. */
export type BarArea = { readonly xMm: number; readonly yMm: number; readonly widthMm: number; readonly heightMm: number; readonly isDown: boolean };
export type LaidBars = { readonly marks: readonly BoxMark[]; readonly problem?: 'characters' | 'too-fine'; /** Of the narrowest bar that would fit. */ readonly moduleMm: number };

/** A dot of a 600 dpi printer: bars are whole ones, or they would come out unequal. */
const dotMm = 25.4 / 600;
/** Below a quarter of a millimetre hand scanners give up on a laser print. */
export const leastModuleMm = 6 * dotMm;
const widestModuleMm = 12 * dotMm;

/** Code 128 in the middle of an area, as wide as it may be. Bars that no scanner could read are not drawn. */
export function layoutBars(text: string, area: BarArea): LaidBars {
  if (!canBeCode128(text)) return { marks: [], problem: 'characters', moduleMm: 0 };
  const widths = encodeCode128(text);
  const modules = widths.reduce((sum, width) => sum + width, 2 * quietModules);
  const room = area.isDown ? area.heightMm : area.widthMm;
  const module = Math.min(widestModuleMm, Math.floor(room / modules / dotMm + 1e-9) * dotMm);
  if (module < leastModuleMm - 1e-9) return { marks: [], problem: 'too-fine', moduleMm: room / modules };
  let at = (area.isDown ? area.yMm : area.xMm) + (room - modules * module) / 2 + quietModules * module;
  const marks = widths.flatMap((width, index): BoxMark[] => {
    const start = at;
    at += width * module;
    return index % 2 === 0 ? [barAt(area, start, width * module)] : [];
  });
  return { marks, moduleMm: module };
}

function barAt({ xMm, yMm, widthMm, heightMm, isDown }: BarArea, start: number, thick: number): BoxMark {
  return isDown ? { kind: 'box', x: xMm, y: start, width: widthMm, height: thick, ink: 'black' } : { kind: 'box', x: start, y: yMm, width: thick, height: heightMm, ink: 'black' };
}
