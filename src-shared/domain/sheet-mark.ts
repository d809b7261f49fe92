import type { Typeface } from './typeface.ts';

/** `spot-red` is one solid separation; the others are shares of black alone. */
export type Ink = 'black' | 'grey' | 'spot-red';

/**
 * What lies on a sheet, measured from its top left corner in the unit of the sheet (millimetres or points). The same marks are
 * painted as PDF and shown as SVG. `y` of a text is its baseline; `isTurned` lets it run downwards, its feet to the left.
 */
export type TextMark = {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly typeface: Typeface;
  readonly ink: Ink;
  readonly isTurned?: boolean;
  /** Narrowed rather than let run over this. */
  readonly room?: number;
  /** Where it stands, in words that the error of a missing character repeats. */
  readonly place?: string;
};
export type LineMark = { readonly kind: 'line'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly width: number; readonly ink: Ink; readonly dash?: number };
export type BoxMark = { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly ink: Ink };
export type SheetMark = TextMark | LineMark | BoxMark;
