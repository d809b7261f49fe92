import { levels, type WritingMap } from './writing-map.ts';

/** A map as numbers between 0 and 1 that can be asked between its cells. */
export type Field = { readonly columns: number; readonly rows: number; readonly values: Float32Array };

export function fieldOf({ columns, rows, cells }: WritingMap): Field {
  const values = new Float32Array(cells.length);
  for (let at = 0; at < cells.length; at++) values[at] = (cells[at] ?? 0) / (levels - 1);
  return { columns, rows, values };
}

export function valueAt({ columns, rows, values }: Field, x: number, y: number): number {
  return x < 0 || y < 0 || x >= columns || y >= rows ? 0 : (values[y * columns + x] ?? 0);
}

/** Between four cells; outside there is nothing. */
export function valueBetween(field: Field, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, lower] = [x - left, y - top];
  const upper = valueAt(field, left, top) * (1 - right) + valueAt(field, left + 1, top) * right;
  return upper * (1 - lower) + (valueAt(field, left, top + 1) * (1 - right) + valueAt(field, left + 1, top + 1) * right) * lower;
}

/** Each cell with its eight neighbours, the middle counting most. */
export function smoothed({ columns, rows, values }: Field): Field {
  const across = smoothedAcross(values, columns);
  const smooth = new Float32Array(values.length);
  for (let at = 0; at < smooth.length; at++) smooth[at] = (2 * (across[at] ?? 0) + (across[at - columns] ?? 0) + (across[at + columns] ?? 0)) / 4;
  return { columns, rows, values: smooth };
}

function smoothedAcross(values: Float32Array, columns: number): Float32Array {
  const across = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    const [before, after] = [column === 0 ? 0 : (values[at - 1] ?? 0), column === columns - 1 ? 0 : (values[at + 1] ?? 0)];
    across[at] = (2 * (values[at] ?? 0) + before + after) / 4;
  }
  return across;
}

/** Half as fine in both directions. */
export function halved({ columns, rows, values }: Field): Field {
  const [half, lines] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  const field = { columns, rows, values };
  const coarse = new Float32Array(half * lines);
  for (let y = 0, at = 0; y < 2 * lines; y += 2) {
    for (let x = 0; x < 2 * half; x += 2, at++) coarse[at] = (valueAt(field, x, y) + valueAt(field, x + 1, y) + valueAt(field, x, y + 1) + valueAt(field, x + 1, y + 1)) / 4;
  }
  return { columns: half, rows: lines, values: coarse };
}
