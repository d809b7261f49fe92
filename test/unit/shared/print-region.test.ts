import { expect, test } from 'vitest';
import { PageId } from '#shared/domain/ids';
import { countRegions, isNarrowedTo, PageArea, PrintRegions } from '#shared/domain/print-region';

const [first, second] = [PageId.parse(crypto.randomUUID()), PageId.parse(crypto.randomUUID())];
const half = { pageId: first, left: 0, top: 0, width: 1, height: 0.5 };

test('a later step shows no more of a page than the earlier one left', () => {
  const inside = { ...half, left: 0.2, top: 0.1, width: 0.3, height: 0.4 };
  expect(isNarrowedTo([], [half])).toBe(true);
  expect(isNarrowedTo([half], [inside])).toBe(true);
  expect(isNarrowedTo([half], [{ ...inside, height: 0.41 }])).toBe(false);
  expect(isNarrowedTo([half], [{ ...inside, pageId: second }])).toBe(false);
  // None at all would be the whole material again.
  expect(isNarrowedTo([half], [])).toBe(false);
});

test('a region lies on its page and is large enough to be read', () => {
  const isArea = (area: object): boolean => PageArea.safeParse({ left: 0.5, top: 0.5, width: 0.5, height: 0.5, ...area }).success;
  expect(isArea({})).toBe(true);
  for (const area of [{ left: 0.51 }, { height: 0.6 }, { width: 0.001 }, { left: -0.1 }, { top: Number.NaN }]) expect(isArea(area)).toBe(false);
  expect(PrintRegions.safeParse(Array.from({ length: 61 }, () => half)).success).toBe(false);
});

test('pages are counted once', () => {
  expect(countRegions([half, half, { ...half, pageId: second }])).toEqual({ regions: 3, pages: 2 });
});
