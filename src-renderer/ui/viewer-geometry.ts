import type { PageSize } from '#shared/domain/viewing';

export type Extent = { readonly width: number; readonly height: number };
export type Fit = 'page' | 'width';
/** How large pages are drawn: fitted to the room, or a factor of the paper's own size. */
export type Zoom = Fit | number;

/** Archives are scanned at 300 dpi, screens have 96 CSS pixels to the inch: at factor 1 a sheet is as large as its paper. */
export const paperScale = 96 / 300;
const zoomSteps = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4] as const;

/** Space around and between sheets in CSS pixels. */
export const sheetGap = 16;

export function turnExtent({ width, height }: Extent, quarterTurns: number): Extent {
  return quarterTurns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** All sheets side by side, in pixels of their pictures. */
export function spreadExtent(sheets: readonly Extent[]): Extent {
  return {
    width: sheets.reduce((sum, { width }) => sum + width, 0),
    height: Math.max(1, ...sheets.map(({ height }) => height)),
  };
}

/** CSS pixels per picture pixel. Never zero, so that a page keeps a place in a room that is not measured yet. */
export function scaleFor(zoom: Zoom, sheets: readonly Extent[], room: Extent): number {
  if (typeof zoom === 'number') return zoom * paperScale;
  const spread = spreadExtent(sheets);
  const free = { width: room.width - sheetGap * (sheets.length + 1), height: room.height - sheetGap * 2 };
  const byWidth = free.width / Math.max(1, spread.width);
  const scale = zoom === 'width' ? byWidth : Math.min(byWidth, free.height / spread.height);
  return Math.max(0.02, scale);
}

/** The next step of the ladder above or below the factor drawn now. */
export function stepZoom(factor: number, direction: 1 | -1): number {
  const tolerance = 0.005;
  const next =
    direction === 1 ? zoomSteps.find(step => step > factor + tolerance) : zoomSteps.findLast(step => step < factor - tolerance);
  return next ?? (direction === 1 ? zoomSteps.at(-1) ?? factor : zoomSteps[0]);
}

/** The half-size picture has half the pixels across; beyond that only the full one is sharp. */
export function chooseSize(scale: number, devicePixelRatio: number): PageSize {
  return scale * devicePixelRatio > 0.5 ? 'full' : 'half';
}

/** Which pages stand side by side when `index` is shown: 1, 2–3, 4–5 … would split forms, so pairs start at the first page. */
export function pagesShown(index: number, count: number, isSpread: boolean): readonly number[] {
  if (!isSpread) return [index];
  const first = index - (index % 2);
  return first + 1 < count ? [first, first + 1] : [first];
}

/** The page reached by leafing from `index`; outside the range means beyond the end. */
export function leaf(index: number, direction: 1 | -1, isSpread: boolean): number {
  if (!isSpread) return index + direction;
  return index - (index % 2) + direction * 2;
}

/** Fractions of a sheet as it lies on the screen, told as fractions of its picture before it was turned. */
export type PagePoint = { readonly across: number; readonly down: number };

export function pointOnPage({ across, down }: PagePoint, quarterTurns: number): PagePoint {
  switch (quarterTurns % 4) {
    case 1:
      return { across: down, down: 1 - across };
    case 2:
      return { across: 1 - across, down: 1 - down };
    case 3:
      return { across: 1 - down, down: across };
    default:
      return { across, down };
  }
}

/** Which pages have a canvas: those shown, and those that were shown and drawn ahead when everything had settled; in their order, so that none is moved. */
export function pagesDrawn(shown: readonly number[], settled: readonly number[], count: number): readonly number[] {
  return [...new Set([...shown, ...settled, ...pagesAhead(settled, count)])].toSorted((a, b) => a - b);
}

/** Which pages are fetched while these are read: the next first, then the one before, then one more. */
export function pagesAhead(shown: readonly number[], count: number): readonly number[] {
  const [first, last] = [shown[0] ?? 0, shown.at(-1) ?? 0];
  const wanted = shown.length > 1 ? [last + 1, last + 2, first - 1, first - 2] : [last + 1, first - 1, last + 2];
  return wanted.filter(index => index >= 0 && index < count);
}
