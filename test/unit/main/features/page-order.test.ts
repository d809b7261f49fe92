import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRoom, orderPages } from '../../../../src-main/features/drafts/page-order.ts';
import type { StoredPage } from '../../../../src-main/store/index.ts';
import type { DraftPageId } from '../../../../src-shared/domain/ids.ts';
import { aStoredPage } from '../../../support/draft-pages.ts';

type Draft = { readonly position: number; readonly isRemoved: boolean };

const pageOf = ({ position, isRemoved }: Draft): StoredPage => aStoredPage({ position, removedAt: isRemoved ? 1 : null });
const drafts = fc.array(fc.record({ position: fc.nat(5), isRemoved: fc.boolean() }), { maxLength: 12 });
const sortPages = (pages: readonly StoredPage[]): readonly StoredPage[] => [...pages].sort((a, b) => a.position - b.position);
const pages = drafts.map(list => sortPages(list.map(pageOf)));
const kept = (list: readonly StoredPage[]): DraftPageId[] => list.filter(page => page.removedAt === null).map(page => page.id);

test('pages come to lie in the order asked for, those taken out where they were', () => {
  fc.assert(
    fc.property(pages, fc.infiniteStream(fc.nat()), (before, random) => {
      const wanted = kept(before).map(id => ({ id, weight: random.next().value as number })).sort((a, b) => a.weight - b.weight).map(({ id }) => id);
      const after = sortPages(orderPages(before, wanted));
      expect(kept(after)).toEqual(wanted);
      expect(after.map(page => page.removedAt)).toEqual(before.map(page => page.removedAt));
      expect(after.filter(page => page.removedAt !== null).map(page => page.id)).toEqual(before.filter(page => page.removedAt !== null).map(page => page.id));
    }),
  );
});

test('an order that names other pages than the kept ones is refused', () => {
  const before = [pageOf({ position: 0, isRemoved: false }), pageOf({ position: 1, isRemoved: true }), pageOf({ position: 2, isRemoved: false })];
  const [first, second, third] = before.map(page => page.id);
  for (const wrong of [[first!], [first!, first!], [first!, second!], [first!, third!, second!], [first!, third!, third!]]) {
    expect(() => orderPages(before, wrong)).toThrow('record.changed');
  }
});

test('a page put behind another comes directly after it, before all that followed', () => {
  fc.assert(
    fc.property(pages, fc.nat(), (before, pick) => {
      fc.pre(before.length > 0);
      const after = before[pick % before.length]!;
      const { position, moved } = makeRoom(before, after.id);
      const added = { ...pageOf({ position, isRemoved: false }) };
      const all = sortPages([...before.map(page => moved.find(({ id }) => id === page.id) ?? page), added]);
      const index = before.indexOf(after);
      expect(all.map(page => page.id)).toEqual([...before.slice(0, index + 1), added, ...before.slice(index + 1)].map(page => page.id));
    }),
  );
});

test('without a page to follow, a new page is the last', () => {
  const before = [pageOf({ position: 0, isRemoved: false }), pageOf({ position: 7, isRemoved: true })];
  expect(makeRoom(before, null)).toEqual({ position: 8, moved: [] });
  expect(makeRoom([], null)).toEqual({ position: 0, moved: [] });
});
