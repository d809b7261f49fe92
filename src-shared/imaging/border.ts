import { colourStep, pixelsPerMm, type GreyRaster, type MeasuringRasters, type RgbRaster } from './raster.ts';

/** Where the scanner's dark lid or the copier's black frame shows: in cells of the grey raster, connected with its edge. */
export type Border = { readonly cells: Uint8Array; readonly columns: number; readonly rows: number; readonly cellPx: number; readonly share: number; readonly darkCorners: number };

const cellMm = 0.6;
/** A frame is nearly black; a brown cover or a shadow is not. */
const darkest = 80;
const paperRatio = 0.45;
/** Coloured darkness (a blue cover, a red seal, a photograph) is no lid. */
const maxTint = 40;
/** When more than this is dark, it is the page that is dark. */
const maxShare = 0.5;
const cornerMm = 5;
const minAreaMm2 = 10;
/** Mean thickness of a border, in cells. */
const minLayers = 2;

export function findBorder({ grey, colour }: MeasuringRasters, paper: number): Border {
  const cellPx = Math.max(1, Math.round(cellMm * pixelsPerMm(grey)));
  const [columns, rows] = [Math.ceil(grey.width / cellPx), Math.ceil(grey.height / cellPx)];
  const limit = Math.min(darkest, paper * paperRatio);
  const isDark = (column: number, row: number): boolean =>
    meanOf(grey, { left: column * cellPx, top: row * cellPx, size: cellPx }) < limit && tintAt(colour, (column + 0.5) * cellPx, (row + 0.5) * cellPx) <= maxTint;
  const cells = floodFromEdge(isDark, { columns, rows, minCells: minAreaMm2 / cellMm ** 2 });
  let dark = 0;
  for (let cell = 0; cell < cells.length; cell++) dark += cells[cell] ?? 0;
  const share = dark / Math.max(1, cells.length);
  if (share > maxShare) return { cells: new Uint8Array(cells.length), columns, rows, cellPx, share: 0, darkCorners: 0 };
  const corner = Math.max(2, Math.round((cornerMm * pixelsPerMm(grey)) / cellPx));
  return { cells, columns, rows, cellPx, share, darkCorners: share === 0 ? 0 : countCorners(cells, { columns, rows, corner }) };
}

type Square = { readonly left: number; readonly top: number; readonly size: number };

/** A cell is dark when its mean is: a stroke of a pen is narrower. Cells that the edge cuts count what is there. */
function meanOf({ data, width, height }: GreyRaster, { left, top, size }: Square): number {
  const [right, bottom] = [Math.min(width, left + size), Math.min(height, top + size)];
  let sum = 0;
  for (let y = top; y < bottom; y++) for (let at = y * width + left; at < y * width + right; at++) sum += data[at] ?? 0;
  return sum / Math.max(1, (right - left) * (bottom - top));
}

function tintAt({ data, width, height }: RgbRaster, x: number, y: number): number {
  const [column, row] = [Math.min(width - 1, Math.floor(x / colourStep)), Math.min(height - 1, Math.floor(y / colourStep))];
  const at = (row * width + column) * 3;
  const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  return Math.max(red, green, blue) - Math.min(red, green, blue);
}

/** Looks only at what can be reached: on most pages the outermost cells. */
function floodFromEdge(isDark: (column: number, row: number) => boolean, { columns, rows, minCells }: { readonly columns: number; readonly rows: number; readonly minCells: number }): Uint8Array {
  const reached = new Uint8Array(columns * rows);
  const seen = new Uint8Array(columns * rows);
  const flooded: number[] = [];
  const visit = (column: number, row: number): void => {
    const cell = row * columns + column;
    if (column < 0 || row < 0 || column >= columns || row >= rows || seen[cell] === 1) return;
    seen[cell] = 1;
    if (isDark(column, row)) flooded.push(cell);
  };
  const flood = (column: number, row: number): void => {
    flooded.length = 0;
    visit(column, row);
    for (let index = 0; index < flooded.length; index++) {
      const cell = flooded[index] ?? 0;
      const [x, y] = [cell % columns, Math.floor(cell / columns)];
      visit(x - 1, y);
      visit(x + 1, y);
      visit(x, y - 1);
      visit(x, y + 1);
    }
    // Strokes and frames of tables that the edge cuts through are smaller or thinner, and not to be taken away.
    if (flooded.length >= minCells && flooded.length >= minLayers * longestSide(flooded, columns)) for (const cell of flooded) reached[cell] = 1;
  };
  for (let column = 0; column < columns; column++) for (const row of [0, rows - 1]) flood(column, row);
  for (let row = 0; row < rows; row++) for (const column of [0, columns - 1]) flood(column, row);
  return reached;
}

function longestSide(cells: readonly number[], columns: number): number {
  let [left, right, top, bottom] = [Infinity, 0, Infinity, 0];
  for (const cell of cells) {
    left = Math.min(left, cell % columns);
    right = Math.max(right, cell % columns);
    top = Math.min(top, Math.floor(cell / columns));
    bottom = Math.max(bottom, Math.floor(cell / columns));
  }
  return Math.max(right - left, bottom - top) + 1;
}

/** A corner is dark when most of its triangle is. */
function countCorners(cells: Uint8Array, { columns, rows, corner }: { readonly columns: number; readonly rows: number; readonly corner: number }): number {
  let count = 0;
  for (const isRight of [false, true]) {
    for (const isLower of [false, true]) {
      let [dark, all] = [0, 0];
      for (let row = 0; row < corner; row++) {
        for (let column = 0; column < corner - row; column++) {
          const at = (isLower ? rows - 1 - row : row) * columns + (isRight ? columns - 1 - column : column);
          dark += cells[at] ?? 0;
          all++;
        }
      }
      if (dark > 0.6 * all) count++;
    }
  }
  return count;
}

/** The page as if it lay on paper: the border and the shadow beside it are painted over. */
export function withoutBorder(grey: GreyRaster, { cells, columns, rows, cellPx, share }: Border, paper: number): GreyRaster {
  if (share === 0) return grey;
  const data = grey.data.slice();
  for (let cell = 0; cell < cells.length; cell++) {
    if (cells[cell] !== 1) continue;
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    const [left, right] = [Math.max(0, column - 1) * cellPx, Math.min(grey.width, Math.min(columns, column + 2) * cellPx)];
    for (let y = Math.max(0, row - 1) * cellPx; y < Math.min(grey.height, Math.min(rows, row + 2) * cellPx); y++) data.fill(paper, y * grey.width + left, y * grey.width + right);
  }
  return { ...grey, data };
}
