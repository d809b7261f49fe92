import type { Ink } from './ink.ts';
import { landmarksOf } from './print/landmarks.ts';
import { likenessOf } from './print/likeness.ts';
import { mapWriting, turnMap, type WritingMap } from './print/writing-map.ts';

/** By what a page is found again when it is scanned once more: numbers to look it up by, and a map to be sure with. */
export type PagePrint = { readonly landmarks: readonly number[]; readonly map: WritingMap };

export type Lie = { readonly skewDegrees: number; readonly turn: 0 | 90 | 180 | 270 };

/** Laid straight and upright by what was measured. */
export function makePagePrint(ink: Ink, { skewDegrees, turn }: Lie): PagePrint {
  const map = turnMap(mapWriting(ink, skewDegrees), turn);
  return { landmarks: landmarksOf(map), map };
}

export { likenessOf };

/** Two bits a cell behind the number of columns and rows: 7 KB for A4, mostly zeros. */
export function packMap({ columns, rows, cells }: WritingMap): Uint8Array {
  const packed = new Uint8Array(4 + Math.ceil(cells.length / 4));
  new DataView(packed.buffer).setUint16(0, columns);
  new DataView(packed.buffer).setUint16(2, rows);
  for (let cell = 0; cell < cells.length; cell++) packed[4 + (cell >> 2)] = (packed[4 + (cell >> 2)] ?? 0) | ((cells[cell] ?? 0) << (2 * (cell & 3)));
  return packed;
}

export function unpackMap(packed: Uint8Array): WritingMap {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const [columns, rows] = [view.getUint16(0), view.getUint16(2)];
  const cells = new Uint8Array(columns * rows);
  for (let cell = 0; cell < cells.length; cell++) cells[cell] = ((packed[4 + (cell >> 2)] ?? 0) >> (2 * (cell & 3))) & 3;
  return { columns, rows, cells };
}
