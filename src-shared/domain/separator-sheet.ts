import { readBarcode } from './barcode.ts';
import { ClassCode } from './catalogue.ts';

/** Of the sheet that says no more than that the next material begins. */
export const nextMaterialCode = 'DL-NEXT';

/** What a separator sheet (分隔页) says of the material behind it. */
export type SeparatorRow = { readonly classCode: ClassCode; readonly sequence: number | null; readonly pageCount: number | null };

/** `DL1M:4-1:3:12` as it is printed here, `DL-4-1` as others print it; null for a sheet that names no class. */
export function readSeparatorRow(barcode: string): SeparatorRow | null {
  const said = readBarcode(barcode);
  if (said.kind === 'material') return { classCode: said.classCode, sequence: said.sequence, pageCount: said.pageCount };
  const classCode = ClassCode.safeParse(/^DL-(.+)$/i.exec(barcode)?.[1]);
  return classCode.success ? { classCode: classCode.data, sequence: null, pageCount: null } : null;
}
