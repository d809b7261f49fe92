import { expect, test } from 'vitest';
import type { ClassCode } from '#shared/domain/catalogue';
import { buildCatalogueTree, listCatalogue } from '../../../../src-renderer/features/volumes/catalogue-tree.ts';

const row = (classCode: ClassCode, sequence: number): { classCode: ClassCode; sequence: number } => ({ classCode, sequence });
const rows = [row('10', 1), row('4-2', 2), row('4-1', 1), row('4-2', 1), row('1', 2), row('1', 1), row('9-3', 1)];

test('the tree has the volume, ten classes, and the leaves of classes four and nine, whatever is filed', () => {
  const tree = buildCatalogueTree([]);
  expect(tree.filter(({ depth }) => depth === 1)).toHaveLength(1);
  expect(tree.filter(({ depth }) => depth === 2).map(({ number }) => number).join('')).toBe('一二三四五六七八九十');
  expect(tree.filter(({ depth }) => depth === 3).map(({ number }) => number)).toEqual(['四-1', '四-2', '四-3', '四-4', '九-1', '九-2', '九-3', '九-4']);
  expect(tree.every(({ materialCount }) => materialCount === 0)).toBe(true);
});

test('a class counts its leaves, the volume counts everything', () => {
  const counts = Object.fromEntries(buildCatalogueTree(rows).map(({ id, materialCount }) => [id, materialCount]));
  expect(counts).toMatchObject({ all: 7, '1': 2, '4': 3, '4-1': 1, '4-2': 2, '4-3': 0, '9': 1, '10': 1 });
});

test('rows stand in catalogue order: class before sequence, ten after nine', () => {
  const all = buildCatalogueTree(rows)[0]?.codes ?? [];
  expect(listCatalogue(rows, all).map(({ classCode, sequence }) => `${classCode}-${String(sequence)}`)).toEqual(['1-1', '1-2', '4-1-1', '4-2-1', '4-2-2', '9-3-1', '10-1']);
  expect(listCatalogue(rows, ['4-2'])).toHaveLength(2);
});
