import type { MarkSize } from './image-task.ts';

/** Widths of upright pages; a page lying on its side gets the long edge, so that its text is as large. 190 mm at 330 dpi are 2480 px, a whole A4 page of 300 dpi. */
const portraitWidths: Readonly<Record<MarkSize, number>> = { full: Infinity, print: 2560, half: 1240, thumb: 220 };
const a4Ratio = Math.SQRT2;

export type Extent = { readonly width: number; readonly height: number };

/** Pages are made smaller, never blown up. */
export function shownWidth({ width, height }: Extent, size: MarkSize): number {
  const limit = portraitWidths[size] * (width > height && size !== 'thumb' ? a4Ratio : 1);
  return Math.round(Math.min(width, limit));
}
