import { formatClassCode, mainClasses, type ClassCode } from '#shared/domain/catalogue';
import type { Material } from '#shared/domain/volume';
import { sortByCatalogue } from '../../ui/catalogue-order.ts';

export type TreeRow = {
  readonly id: string;
  readonly depth: 1 | 2 | 3;
  /** 一 … 十, 四-1; empty for the whole volume. */
  readonly number: string;
  /** Null stands for the whole volume, whose name is a text of the interface. */
  readonly name: string | null;
  readonly codes: readonly ClassCode[];
  readonly materialCount: number;
};

type Row = Pick<Material, 'classCode' | 'sequence'>;

/** The volume, its ten classes, and the four leaves of classes four and nine: always all of them, so that gaps show. */
export function buildCatalogueTree(materials: readonly Row[]): readonly TreeRow[] {
  const count = (codes: readonly ClassCode[]): number => materials.filter(({ classCode }) => codes.includes(classCode)).length;
  const rows: TreeRow[] = [];
  for (const { number, name, leaves } of mainClasses) {
    const codes = leaves.map(({ code }) => code);
    const numeral = formatClassCode(codes[0] ?? '1').split('-')[0] ?? '';
    rows.push({ id: String(number), depth: 2, number: numeral, name, codes, materialCount: count(codes) });
    if (leaves.length === 1) continue;
    for (const { code, name: leafName } of leaves) {
      rows.push({ id: code, depth: 3, number: formatClassCode(code), name: leafName, codes: [code], materialCount: count([code]) });
    }
  }
  const all = rows.filter(({ depth }) => depth === 2).flatMap(({ codes }) => codes);
  return [{ id: 'all', depth: 1, number: '', name: null, codes: all, materialCount: materials.length }, ...rows];
}

/** The rows of these classes in catalogue order. */
export function listCatalogue<Entry extends Row>(materials: readonly Entry[], codes: readonly ClassCode[]): readonly Entry[] {
  return sortByCatalogue(materials.filter(({ classCode }) => codes.includes(classCode)));
}
