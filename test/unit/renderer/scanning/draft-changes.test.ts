import { describe, expect, test } from 'vitest';
import { DraftId, PersonId, VolumeId } from '#shared/domain/ids';
import type { Draft, DraftPage } from '#shared/domain/scanning';
import { withArrived, withOrder, withoutPages, withTurned } from '../../../../src-renderer/features/scanning/draft-changes.ts';
import { aDraftPage as aPage } from '../../../support/draft-pages.ts';

function aDraft(pages: readonly DraftPage[], removedPages: readonly DraftPage[] = []): Draft {
  return {
    id: DraftId.parse(crypto.randomUUID()),
    volumeId: VolumeId.parse(crypto.randomUUID()),
    personId: PersonId.parse(crypto.randomUUID()),
    personName: '张建国',
    row: {},
    pages,
    removedPages,
    state: 'open',
    updatedAt: '2026-11-22T08:00:00.000Z',
  };
}

describe('what is shown before the store has answered', () => {
  const [a, b, c] = [aPage(), aPage(), aPage()];

  test('an order that does not name every page is not shown', () => {
    expect(withOrder(aDraft([a, b, c]), [c.id, a.id, b.id]).pages).toEqual([c, a, b]);
    expect(withOrder(aDraft([a, b, c]), [c.id, a.id]).pages).toEqual([a, b, c]);
  });

  test('a page turned left from upright stands at 270 degrees', () => {
    expect(withTurned(aDraft([a, b]), [b.id], -1).pages.map(({ rotation }) => rotation)).toEqual([0, 270]);
  });

  test('pages taken out stand first among the removed', () => {
    const after = withoutPages(aDraft([a, b], [c]), [a.id]);
    expect([after.pages, after.removedPages]).toEqual([[b], [a, c]]);
  });
});

describe('a page that arrives', () => {
  const [a, b, scanned] = [aPage(), aPage(), aPage()];

  test('goes to the end', () => {
    expect(withArrived(aDraft([a, b]), scanned, null).pages).toEqual([a, b, scanned]);
  });

  test('takes the place of the page it replaces, which can still be put back', () => {
    const after = withArrived(aDraft([a, b]), scanned, a.id);
    expect([after.pages, after.removedPages]).toEqual([[scanned, b], [a]]);
  });

  test('is not doubled when it was there already', () => {
    const draft = aDraft([a, scanned]);
    expect(withArrived(draft, scanned, null)).toBe(draft);
  });
});
