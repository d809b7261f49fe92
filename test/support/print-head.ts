import { inkExtent, type Extent, type Raster } from './printed.ts';
import { code128Patterns, readCode128 } from './read-code128.ts';

/** What stands at the top right of a printed sheet, read off the paper, with where it lies in millimetres. */
export type PrintHead = {
  readonly bars: { readonly text: string | undefined; readonly extent: Extent };
  /** Module by module, true is dark. */
  readonly squares: { readonly rows: readonly (readonly boolean[])[]; readonly extent: Extent };
};

const headTop = 9;
const squaresLeft = 190;

/** The squares end at the right margin, the bars lie left of them. */
export function readPrintHead(raster: Raster): PrintHead {
  const squares = inkExtent(raster, { left: squaresLeft, top: headTop, right: 205, bottom: 20 });
  const bars = inkExtent(raster, { left: 90, top: headTop, right: squaresLeft, bottom: headTop + 4 });
  if (!squares || !bars) throw new Error('No number at the top right.');
  return { bars: { text: readBars(raster, bars), extent: bars }, squares: { rows: readSquares(raster, squares), extent: squares } };
}

function isDark({ width, dpi, grey }: Raster, xMm: number, yMm: number): boolean {
  return (grey[Math.floor((yMm / 25.4) * dpi) * width + Math.floor((xMm / 25.4) * dpi)] ?? 255) < 128;
}

function readBars(raster: Raster, { left, right, top }: Extent): string | undefined {
  const dotMm = 25.4 / raster.dpi;
  const dark = Array.from({ length: Math.round((right - left) / dotMm) }, (_, dot) => isDark(raster, left + (dot + 0.5) * dotMm, top + 1));
  const edges = dark.flatMap((is, dot) => (is !== (dark[dot - 1] ?? false) ? [dot] : []));
  const widths = [...edges, dark.length].flatMap((dot, index, all) => (index === 0 ? [] : [dot - (all[index - 1] ?? 0)]));
  return readCode128(widths, code128Patterns)?.text;
}

/** The row at the top changes with every module: it says how many there are. */
function readSquares(raster: Raster, { left, top, right, bottom }: Extent): readonly (readonly boolean[])[] {
  const dotMm = 25.4 / raster.dpi;
  const first = Array.from({ length: Math.round((right - left) / dotMm) }, (_, dot) => isDark(raster, left + (dot + 0.5) * dotMm, top + 2 * dotMm));
  const changes = first.filter((is, dot) => dot > 0 && is !== first[dot - 1]).length;
  // The last module of that row is light, and inside the extent because the row below it is dark there.
  const count = changes + 1;
  const [across, down] = [(right - left) / count, (bottom - top) / count];
  return Array.from({ length: count }, (_, row) => Array.from({ length: count }, (_none, column) => isDark(raster, left + (column + 0.5) * across, top + (row + 0.5) * down)));
}
