import { describe, expect, test } from 'vitest';
import { UnitId, VolumeId } from '#shared/domain/ids';
import type { Unit } from '#shared/domain/unit';
import { chooseActs } from '../../../../src-renderer/features/roster/choose-acts.ts';
import { hasFilters, narrow, openQuestion } from '../../../../src-renderer/features/roster/roster-question.ts';
import { buildUnitTree } from '../../../../src-renderer/ui/unit-tree.ts';

const aUnit = (name: string, parentId: UnitId | null = null): Unit => ({ id: UnitId.parse(crypto.randomUUID()), name, parentId, level: 'city', isCustodian: false });

test('units hang under their parents, and one with an unknown parent is not lost', () => {
  const city = aUnit('市委');
  const bureau = aUnit('市财政局', city.id);
  const stray = aUnit('外来单位', UnitId.parse(crypto.randomUUID()));
  expect(buildUnitTree([bureau, city, stray])).toEqual([
    { value: city.id, title: '市委', children: [{ value: bureau.id, title: '市财政局', children: [] }] },
    { value: stray.id, title: '外来单位', children: [] },
  ]);
});

test('a changed question starts again at the first page', () => {
  expect(narrow({ ...openQuestion, page: 7 }, { query: 'wjg' })).toEqual({ ...openQuestion, query: 'wjg', page: 1 });
  expect(hasFilters({ ...openQuestion, query: 'wjg' })).toBe(false);
  expect(hasFilters({ ...openQuestion, hasVolume: false })).toBe(true);
});

describe('what may be done with a person’s file', () => {
  const volume = { id: VolumeId.parse(crypto.randomUUID()), kind: 'original', ordinal: 1, secrecy: { level: 'secret', years: 10 }, materialCount: 3, pageCount: 9 } as const;
  const withFile = { volumes: [volume], volumeCount: 1 };
  const fileElsewhere = { volumes: [], volumeCount: 1 };
  const withoutFile = { volumes: [], volumeCount: 0 };

  test('an archivist opens and scans, or creates what is missing', () => {
    expect(chooseActs(['archivist'], withFile)).toEqual(['open', 'scan']);
    expect(chooseActs(['archivist'], withoutFile)).toEqual(['create']);
  });

  test('an archivist is not offered the file of another unit', () => {
    expect(chooseActs(['archivist'], fileElsewhere)).toEqual([]);
  });

  test('a reader applies, an approver sees the catalogue', () => {
    expect(chooseActs(['reader'], fileElsewhere)).toEqual(['apply']);
    expect(chooseActs(['approver'], withFile)).toEqual(['catalogue']);
    expect(chooseActs(['approver'], fileElsewhere)).toEqual([]);
  });
});
