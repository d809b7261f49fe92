import { describe, expect, test } from 'vitest';
import { CatalogueRow } from '#shared/domain/volume';
import { DraftRow } from '#shared/domain/scanning';
import { fromDraftRow, isSameRow, listObstacles, toDraftRow, type RowFacts, type TypedRow } from '../../../../src-renderer/features/scanning/row-rules.ts';

const aRow = (changes: Partial<TypedRow> = {}): TypedRow => ({
  classCode: '4-1', sequence: 3, name: '高等学校毕业生登记表', formedOn: '1987.07', pageCount: 3, remark: '', ...changes,
});
const facts = (changes: Partial<RowFacts> = {}): RowFacts => ({ imageCount: 3, isScanning: false, materials: [{ classCode: '4-1', sequence: 2 }], ...changes });

describe('when a material can be filed', () => {
  test('a complete row whose pages equal the images can be filed', () => {
    expect(listObstacles(aRow(), facts())).toEqual([]);
    expect(CatalogueRow.safeParse(toDraftRow(aRow())).success).toBe(true);
  });

  test('catalogue pages that differ from the images stop the filing', () => {
    expect(listObstacles(aRow(), facts({ imageCount: 2 }))).toEqual(['pages-differ']);
  });

  test('an undated material may be filed, a wrong date may not', () => {
    expect(listObstacles(aRow({ formedOn: '' }), facts())).toEqual([]);
    expect(listObstacles(aRow({ formedOn: '1987.13' }), facts())).toEqual(['date-invalid']);
  });

  test('a number already used in its class is named before the data centre refuses it', () => {
    expect(listObstacles(aRow({ sequence: 2 }), facts())).toEqual(['sequence-taken']);
    expect(listObstacles(aRow({ sequence: 2, classCode: '4-2' }), facts())).toEqual([]);
  });

  test('loose material for several people needs no number: each volume gives its own', () => {
    expect(listObstacles(aRow({ sequence: null }), facts())).toEqual(['sequence-missing']);
    expect(listObstacles(aRow({ sequence: null }), facts({ isLoose: true }))).toEqual([]);
    expect(listObstacles(aRow({ sequence: 2 }), facts({ isLoose: true }))).toEqual([]);
  });

  test('an empty desk names everything that is missing, pages first', () => {
    const empty = fromDraftRow({});
    expect(listObstacles(empty, facts({ imageCount: 0 }))).toEqual(['no-pages', 'class-missing', 'sequence-missing', 'name-missing', 'count-missing']);
  });

  test('nothing is filed while the scanner runs', () => {
    expect(listObstacles(aRow(), facts({ isScanning: true }))).toEqual(['scanning']);
  });
});

describe('what is kept while typing', () => {
  test('everything that makes sense already is kept, in the form of the contract', () => {
    const half = aRow({ classCode: null, formedOn: '1987年', name: ' 自传 ', pageCount: null, sequence: 0 });
    expect(DraftRow.parse(toDraftRow(half))).toEqual({ name: '自传', formedOn: '1987', remark: '' });
  });

  test('half a date is not kept as a date nor erases one', () => {
    expect(toDraftRow(aRow({ formedOn: '1987.' }))).not.toHaveProperty('formedOn', null);
  });

  test('a row taken up again stands in the fields as it was typed', () => {
    expect(fromDraftRow(toDraftRow(aRow({ remark: '复印件' })))).toEqual(aRow({ remark: '复印件' }));
  });

  test('an unchanged row is recognised, so that it is not saved again', () => {
    expect(isSameRow(toDraftRow(aRow()), toDraftRow(aRow({ name: ' 高等学校毕业生登记表 ' })))).toBe(true);
    expect(isSameRow(toDraftRow(aRow()), toDraftRow(aRow({ sequence: 4 })))).toBe(false);
  });
});
