import { z } from 'zod';
import { PageId } from './ids.ts';

/** Drawn on one material; a page that wants more is copied whole. */
export const mostRegions = 60;
/** Of the page's width or height: some 4 mm of A4, less cannot be hit nor read. */
export const leastRegion = 0.02;
/** Fractions travel as decimal numbers. */
const slack = 1e-6;

const Fraction = z.number().min(0).max(1);
const Extent = z.number().min(leastRegion - slack).max(1);

/** A rectangle of a page in fractions of its picture, from the left and from the top. */
export const PageArea = z.object({ left: Fraction, top: Fraction, width: Extent, height: Extent }).refine(({ left, top, width, height }) => left + width <= 1 + slack && top + height <= 1 + slack);
export type PageArea = z.infer<typeof PageArea>;

/** What of a page may be printed. */
export const PrintRegion = PageArea.safeExtend({ pageId: PageId });
export type PrintRegion = z.infer<typeof PrintRegion>;

/** Of one material. None: each of its pages may be printed whole. Any: nothing but these, no page without one. */
export const PrintRegions = z.array(PrintRegion).max(mostRegions).readonly();
export type PrintRegions = z.infer<typeof PrintRegions>;

/** As it comes from a table. */
type Region = PageArea & { readonly pageId: string };

function isInside(inner: Region, outer: Region): boolean {
  if (inner.pageId !== outer.pageId || inner.left < outer.left - slack || inner.top < outer.top - slack) return false;
  return inner.left + inner.width <= outer.left + outer.width + slack && inner.top + inner.height <= outer.top + outer.height + slack;
}

/** Whether the later regions show nothing that the earlier ones did not. */
export function isNarrowedTo(earlier: readonly Region[], later: readonly Region[]): boolean {
  if (earlier.length === 0) return true;
  return later.length > 0 && later.every(region => earlier.some(each => isInside(region, each)));
}

/** How many regions there are on how many pages. */
export function countRegions(regions: readonly Region[]): { readonly regions: number; readonly pages: number } {
  return { regions: regions.length, pages: new Set(regions.map(({ pageId }) => pageId)).size };
}
