import { levels, type WritingMap } from './writing-map.ts';

/** A map as numbers between 0 and 1 that can be asked between its cells. */
export type Field = { readonly columns: number; readonly rows: number; readonly values: Float32Array };

export function fieldOf({ columns, rows, cells }: WritingMap): Field {
  return { columns, rows, values: Float32Array.from(cells, level => level / (levels - 1)) };
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
  const across = values.map((value, at) => (2 * value + (at % columns === 0 ? 0 : (values[at - 1] ?? 0)) + (at % columns === columns - 1 ? 0 : (values[at + 1] ?? 0))) / 4);
  return { columns, rows, values: across.map((value, at) => (2 * value + (across[at - columns] ?? 0) + (across[at + columns] ?? 0)) / 4) };
}

/** Half as fine in both directions. */
export function halved({ columns, rows, values }: Field): Field {
  const [half, lines] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  const field = { columns, rows, values };
  return {
    columns: half, rows: lines,
    values: Float32Array.from({ length: half * lines }, (_, at) => {
      const [x, y] = [2 * (at % half), 2 * Math.floor(at / half)];
      return (valueAt(field, x, y) + valueAt(field, x + 1, y) + valueAt(field, x, y + 1) + valueAt(field, x + 1, y + 1)) / 4;
    }),
  };
}
