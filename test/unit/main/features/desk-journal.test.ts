import { describe, expect, test } from 'vitest';
import { AccountId, DraftId, PersonId, VolumeId } from '#shared/domain/ids';
import { plainRecipe } from '#shared/domain/page-recipe';
import type { DraftRow } from '#shared/domain/scanning';
import { compareSnapshots, createDeskJournal, type DraftSnapshot, type Entry } from '../../../../src-main/features/drafts/desk-journal.ts';
import { aStoredPage } from '../../../support/draft-pages.ts';
import type { StoredDraft, StoredPage } from '../../../../src-main/store/index.ts';

const volumeId = VolumeId.parse(crypto.randomUUID());
const aDraft = (row: DraftRow = {}, id = DraftId.parse(crypto.randomUUID())): StoredDraft => ({
  id, volumeId, row, rank: 0, filing: null, updatedAt: '2026-11-29T08:00:00.000Z', personName: '王建国',
  accountId: AccountId.parse('00000000-0000-4000-8000-000000000001'), personId: PersonId.parse('00000000-0000-4000-8000-000000000002'),
});
const aPage = (position: number, changes: Partial<StoredPage> = {}): StoredPage => aStoredPage({ position, ...changes });
const turned = { ...plainRecipe, turn: 90 as const };
const snapshot = (draft: StoredDraft, ...pages: readonly StoredPage[]): DraftSnapshot => ({ draft, pages });
const typed = (before: StoredDraft, row: DraftRow): Entry => ({ act: { kind: 'row', count: 1 }, ...compareSnapshots([snapshot(before)], [snapshot({ ...before, row })], 0) });

describe('what an act changed', () => {
  test('is the differing fields of pages and nothing of their bytes or uploads', () => {
    const [draft, page, other] = [aDraft(), aPage(0), aPage(1)];
    const { pages, drafts } = compareSnapshots([snapshot(draft, page, other)], [snapshot(draft, { ...page, recipe: turned, uploadUrl: 'https://centre/uploads/1' }, other)], 0);
    expect(pages).toEqual([{ id: page.id, before: { recipe: plainRecipe }, after: { recipe: turned } }]);
    expect(drafts).toEqual([]);
  });

  test('includes the draft that pages went into, and that it was not there before', () => {
    const [a, b, page] = [aDraft(), aDraft(), aPage(3)];
    // A page that the act has made lies beside after it was taken back, and is no page again.
    expect(compareSnapshots([snapshot(a)], [snapshot(a, page)], 7).pages).toEqual([{ id: page.id, before: { removedAt: 7 }, after: { removedAt: null } }]);
    const parts = compareSnapshots([snapshot(a, page)], [snapshot(a), snapshot(b, page)], 0);
    expect(parts.drafts).toEqual([{ id: b.id, before: null, after: b }]);
    expect(parts.pages).toEqual([{ id: page.id, before: { draftId: a.id }, after: { draftId: b.id } }]);
  });
});

describe('undo and redo', () => {
  test('go back and forth; a new act ends what could be done again', () => {
    const journal = createDeskJournal();
    const draft = aDraft();
    const [first, second] = [typed(draft, { name: '自传' }), typed(draft, { classCode: '2' })];
    for (const entry of [first, second]) journal.record(volumeId, entry);
    expect(journal.next(volumeId, 'undo')).toBe(second);
    journal.turn(volumeId, 'undo');
    expect([journal.next(volumeId, 'undo'), journal.next(volumeId, 'redo')]).toEqual([first, second]);
    journal.record(volumeId, typed(draft, { remark: '复印件' }));
    expect(journal.next(volumeId, 'redo')).toBeUndefined();
  });

  test('take a field that was kept three times while it was typed back at once', () => {
    const journal = createDeskJournal();
    const id = DraftId.parse(crypto.randomUUID());
    for (const [before, after] of [['', '入'], ['入', '入党'], ['入党', '入党志愿书']]) journal.record(volumeId, typed(aDraft({ name: before }, id), { name: after }));
    expect(journal.next(volumeId, 'undo')?.drafts).toMatchObject([{ before: { row: { name: '' } }, after: { row: { name: '入党志愿书' } } }]);
    journal.turn(volumeId, 'undo');
    expect(journal.history(volumeId)).toMatchObject({ undo: null, redo: { kind: 'row' } });
  });

  test('have nothing to do with what changed nothing', () => {
    const journal = createDeskJournal();
    journal.record(volumeId, { act: { kind: 'reorder', count: 4 }, drafts: [], pages: [] });
    expect(journal.history(volumeId)).toEqual({ undo: null, redo: null });
  });

  test('do not reach what was filed: the other half of a split stays as it is', () => {
    const journal = createDeskJournal();
    const [a, b, page, kept] = [aDraft(), aDraft(), aPage(1), aPage(0)];
    journal.record(volumeId, { act: { kind: 'turn', count: 1 }, drafts: [], pages: [{ id: kept.id, before: { recipe: plainRecipe }, after: { recipe: turned } }] });
    journal.record(volumeId, { act: { kind: 'split', count: 1 }, ...compareSnapshots([snapshot(a, kept, page)], [snapshot(a, kept), snapshot(b, page)], 0) });
    journal.forgetDraft(volumeId, b.id, [page.id]);
    expect(journal.history(volumeId)).toEqual({ undo: { kind: 'turn', count: 1 }, redo: null });
    journal.forgetDraft(volumeId, a.id, [kept.id]);
    expect(journal.history(volumeId).undo).toBeNull();
  });

  test('are of one desk each, and end with the session', () => {
    const journal = createDeskJournal();
    journal.record(volumeId, typed(aDraft(), { name: '自传' }));
    expect(journal.history(VolumeId.parse(crypto.randomUUID())).undo).toBeNull();
    journal.clear();
    expect(journal.history(volumeId).undo).toBeNull();
  });
});
