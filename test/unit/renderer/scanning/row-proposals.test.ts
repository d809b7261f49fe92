import { describe, expect, test } from 'vitest';
import type { ClassCode } from '#shared/domain/catalogue';
import { DraftId, PersonId, VolumeId } from '#shared/domain/ids';
import type { Draft, DraftRow } from '#shared/domain/scanning';
import { proposeRows, type DeskFacts, type ProposedRow } from '../../../../src-renderer/features/scanning/row-proposals.ts';
import { changedRows, fillAll, fillDown, tableOf, withCell } from '../../../../src-renderer/features/scanning/row-series.ts';
import { aDraftPage } from '../../../support/draft-pages.ts';

const aDraft = (row: DraftRow = {}, pages = 1): Draft => ({
  id: DraftId.parse(crypto.randomUUID()), volumeId: VolumeId.parse('00000000-0000-4000-8000-000000000001'), personId: PersonId.parse('00000000-0000-4000-8000-000000000002'),
  personName: '张建国', row, pages: Array.from({ length: pages }, () => aDraftPage()), removedPages: [], state: 'open', updatedAt: '2026-11-29T08:00:00.000Z',
});
const place = (classCode: ClassCode, sequence: number): { classCode: ClassCode; sequence: number } => ({ classCode, sequence });
const propose = (drafts: readonly Draft[], facts: Partial<DeskFacts> = {}): readonly Pick<ProposedRow, 'classCode' | 'sequence' | 'because'>[] => {
  const rows = proposeRows(drafts, { materials: [], last: null, typed: null, ...facts });
  return drafts.map(({ id }) => rows.get(id)!).map(({ classCode, sequence, because }) => ({ classCode, sequence, because }));
};

describe('rows of the desk', () => {
  test('follow one another, and no number is proposed twice', () => {
    const drafts = [aDraft(), aDraft({ name: '2020年度考核登记表' }), aDraft(), aDraft({ name: '干部任免审批表' }), aDraft()];
    expect(propose(drafts, { last: place('3', 2), materials: [place('3', 1), place('3', 2), place('9-2', 1)] })).toEqual([
      { classCode: '3', sequence: 3, because: 'last' },
      { classCode: '3', sequence: 4, because: 'title' },
      { classCode: '3', sequence: 5, because: 'last' },
      { classCode: '9-2', sequence: 2, because: 'title' },
      { classCode: '9-2', sequence: 3, because: 'last' },
    ]);
  });

  test('leave what was typed as it is, and step around its number', () => {
    const drafts = [aDraft({ name: '入党志愿书' }), aDraft({ classCode: '6', sequence: 1, name: '自定' })];
    expect(propose(drafts)).toEqual([{ classCode: '6', sequence: 2, because: 'title' }, { classCode: '6', sequence: 1, because: 'typed' }]);
  });

  test('begin as the separator sheet before them says, as long as nobody types another class', () => {
    const separated = (barcode: string, row: DraftRow = {}): Draft => {
      const draft = aDraft(row, 2);
      return { ...draft, pages: [aDraftPage({ isSetAside: true, separator: 'next-material', barcode }), aDraftPage({ isSetAside: true }), ...draft.pages] };
    };
    const drafts = [separated('DL1M:4-1:3:12'), separated('DL-9-2'), separated('DL-NEXT'), separated('DL1M:4-1:3:12', { classCode: '6' })];
    const rows = proposeRows(drafts, { materials: [], last: null, typed: null });
    expect(drafts.map(({ id }) => rows.get(id)!).map(({ classCode, sequence, pageCount, because }) => [classCode, sequence, pageCount, because])).toEqual([
      ['4-1', 3, 12, 'separator'],
      ['9-2', 1, 2, 'separator'],
      ['9-2', 2, 2, 'last'],
      ['6', 1, 2, 'typed'],
    ]);
  });

  test('take the number of images for a count that nobody typed, and say so', () => {
    const drafts = [aDraft({}, 3), aDraft({ pageCount: 4 }, 3), aDraft({}, 0)];
    const rows = proposeRows(drafts, { materials: [], last: null, typed: null });
    expect(drafts.map(({ id }) => rows.get(id)!).map(({ pageCount, isCountProposed }) => [pageCount, isCountProposed])).toEqual([[3, true], [4, false], [null, false]]);
  });
});

describe('the table of all rows', () => {
  test('fills a series downwards, a year more in each line', () => {
    const drafts = [aDraft({ name: '2018年度考核登记表' }), aDraft(), aDraft(), aDraft({ name: '自传' })];
    const filled = fillAll(tableOf(drafts), drafts[0]!.id);
    expect(filled.map(({ row }) => row.name)).toEqual(['2018年度考核登记表', '2019年度考核登记表', '2020年度考核登记表', '自传']);
    expect(changedRows(filled, drafts).map(({ id }) => id)).toEqual([drafts[1]!.id, drafts[2]!.id]);
  });

  test('has nothing to fill the first line with', () => {
    const drafts = [aDraft(), aDraft()];
    expect(fillDown(tableOf(drafts), drafts[0]!.id)).toEqual(tableOf(drafts));
  });

  test('keeps only what was changed', () => {
    const drafts = [aDraft({ name: '自传', remark: '' }), aDraft({ name: '履历表', remark: '' })];
    const [, second] = drafts;
    expect(changedRows(withCell(tableOf(drafts), second!.id, { remark: '复印件' }), drafts)).toEqual([{ id: second!.id, row: { name: '履历表', formedOn: null, remark: '复印件' } }]);
  });
});
