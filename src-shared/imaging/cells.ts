import { colourStep, type MeasuringRasters } from './raster.ts';

/** Levels of grey pixels taken two by two, with the colour that lies there: about half a millimetre of A4. */
export const cellPx = 2;

export type Cells = {
  readonly columns: number;
  readonly rows: number;
  readonly levels: Uint8Array;
  /** Red and blue against green, 128 where they are equal. */
  readonly reds: Uint8Array;
  readonly blues: Uint8Array;
};

export function cellsOf({ grey, colour }: MeasuringRasters): Cells {
  const [columns, rows] = [Math.max(1, Math.floor(grey.width / cellPx)), Math.max(1, Math.floor(grey.height / cellPx))];
  const [levels, reds, blues] = [new Uint8Array(columns * rows), new Uint8Array(columns * rows), new Uint8Array(columns * rows)];
  const perCell = colourStep / cellPx;
  for (let row = 0, cell = 0; row < rows; row++) {
    const from = row * cellPx * grey.width;
    const tintRow = Math.min(colour.height - 1, Math.floor(row / perCell)) * colour.width;
    for (let column = 0; column < columns; column++, cell++) {
      const at = from + column * cellPx;
      levels[cell] = ((grey.data[at] ?? 0) + (grey.data[at + 1] ?? 0) + (grey.data[at + grey.width] ?? 0) + (grey.data[at + grey.width + 1] ?? 0)) / 4;
      const tint = (tintRow + Math.min(colour.width - 1, Math.floor(column / perCell))) * 3;
      const green = colour.data[tint + 1] ?? 0;
      reds[cell] = 128 + ((colour.data[tint] ?? 0) - green) / 2;
      blues[cell] = 128 + ((colour.data[tint + 2] ?? 0) - green) / 2;
    }
  }
  return { columns, rows, levels, reds, blues };
}

/** What one place looks like. */
export type Shade = { readonly level: number; readonly red: number; readonly blue: number };

export const shadeAt = ({ levels, reds, blues }: Cells, cell: number): Shade => ({ level: levels[cell] ?? 0, red: reds[cell] ?? 128, blue: blues[cell] ?? 128 });

export const shadeDistance = (one: Shade, other: Shade): number => Math.max(Math.abs(one.level - other.level), 2 * Math.abs(one.red - other.red), 2 * Math.abs(one.blue - other.blue));
