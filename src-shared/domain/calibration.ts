import { z } from 'zod';
import type { SheetMark } from './sheet-mark.ts';

/** What a person measured on the test page, in millimetres, with a ruler or a caliper. */
export const Measured = z.object({
  /** From the left edge of the paper to the upright line that should be at 15 mm. */
  leftMm: z.number().min(0).max(40),
  /** From the upper edge to the level line that should be at 15 mm. */
  topMm: z.number().min(0).max(40),
  /** Between the two upright lines, and between the two level ones. */
  widthMm: z.number().positive().max(500),
  heightMm: z.number().positive().max(500),
});
export type Measured = z.infer<typeof Measured>;

/** What a printer does to a sheet: everything comes out `scale` as large and then moved. No printer is off by more. */
export const Calibration = z.object({
  scaleX: z.number().min(0.97).max(1.03),
  scaleY: z.number().min(0.97).max(1.03),
  offsetXMm: z.number().min(-12).max(12),
  offsetYMm: z.number().min(-12).max(12),
});
export type Calibration = z.infer<typeof Calibration>;

export const uncalibrated: Calibration = { scaleX: 1, scaleY: 1, offsetXMm: 0, offsetYMm: 0 };

export type PaperMm = { readonly widthMm: number; readonly heightMm: number };

const insetMm = 15;

/** Undefined when the numbers cannot be of this page: more likely a misread ruler than a printer. */
export function calibrationFrom(measured: Measured, { widthMm, heightMm }: PaperMm): Calibration | undefined {
  const [scaleX, scaleY] = [measured.widthMm / (widthMm - 2 * insetMm), measured.heightMm / (heightMm - 2 * insetMm)];
  const found = Calibration.safeParse({ scaleX, scaleY, offsetXMm: measured.leftMm - insetMm * scaleX, offsetYMm: measured.topMm - insetMm * scaleY });
  return found.success ? found.data : undefined;
}

/** Where something must be sent so that it comes out at `wanted`. */
export function sendTo(wanted: number, { scale, offsetMm }: { readonly scale: number; readonly offsetMm: number }): number {
  return (wanted - offsetMm) / scale;
}

/** 测试页: four lines whose distances are asked for, and rulers along two edges to read the offset without tools. */
export function layoutTestPage(paper: PaperMm): SheetMark[] {
  const { widthMm, heightMm } = paper;
  const [right, bottom] = [widthMm - insetMm, heightMm - insetMm];
  const line = (ends: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }, width = 0.2): SheetMark => ({ kind: 'line', ...ends, width, ink: 'black' });
  const say = (text: string, y: number, size = 3.2): SheetMark => ({ kind: 'text', text, x: insetMm + 4, y, size, anchor: 'start', typeface: 'hei', ink: 'black', room: widthMm - 2 * insetMm - 8 });
  return [
    line({ x1: insetMm, y1: 6, x2: insetMm, y2: heightMm - 6 }),
    line({ x1: right, y1: 6, x2: right, y2: heightMm - 6 }),
    line({ x1: 6, y1: insetMm, x2: widthMm - 6, y2: insetMm }),
    line({ x1: 6, y1: bottom, x2: widthMm - 6, y2: bottom }),
    ...ticks(right - insetMm).map(at => line({ x1: insetMm + at, y1: bottom - tickMm(at), x2: insetMm + at, y2: bottom }, 0.1)),
    ...ticks(bottom - insetMm).map(at => line({ x1: right - tickMm(at), y1: insetMm + at, x2: right, y2: insetMm + at }, 0.1)),
    say(`打印校准 ${String(widthMm)} × ${String(heightMm)} mm`, insetMm + 8, 4.5),
    say(`A　纸左边到左竖线，应为 ${String(insetMm)} mm`, insetMm + 18),
    say(`B　纸上边到上横线，应为 ${String(insetMm)} mm`, insetMm + 25),
    say(`C　两条竖线之间，应为 ${String(Math.round((right - insetMm) * 10) / 10)} mm`, insetMm + 32),
    say(`D　两条横线之间，应为 ${String(Math.round((bottom - insetMm) * 10) / 10)} mm`, insetMm + 39),
  ];
}

const ticks = (lengthMm: number): number[] => Array.from({ length: Math.floor(lengthMm) + 1 }, (_, index) => index);
const tickMm = (at: number): number => (at % 10 === 0 ? 5 : at % 5 === 0 ? 3.5 : 2);
