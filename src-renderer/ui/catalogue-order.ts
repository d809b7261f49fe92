import { classPosition, type ClassCode } from '#shared/domain/catalogue';

/** Catalogue order: class by class, inside a class by sequence. */
export function sortByCatalogue<Row extends { readonly classCode: ClassCode; readonly sequence: number }>(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) => classPosition(a.classCode) - classPosition(b.classCode) || a.sequence - b.sequence);
}
