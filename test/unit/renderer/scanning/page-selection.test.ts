import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dropAt, extendTo, moveChosen, nothingSelected, reconcile, selectOnly, step, toggle } from '../../../../src-renderer/features/scanning/page-selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'] as const;
type Id = (typeof order)[number];

describe('choosing pages', () => {
  test('shift chooses the range from where it began, in both directions', () => {
    expect(extendTo(selectOnly<Id>('b'), 'd', order).chosen).toEqual(['b', 'c', 'd']);
    expect(extendTo(extendTo(selectOnly<Id>('b'), 'd', order), 'a', order).chosen).toEqual(['a', 'b']);
  });

  test('ctrl adds and takes away, but never leaves nothing chosen', () => {
    const two = toggle(selectOnly<Id>('a'), 'c');
    expect(two).toMatchObject({ focus: 'c', chosen: ['a', 'c'] });
    expect(toggle(two, 'c')).toMatchObject({ focus: 'a', chosen: ['a'] });
    expect(toggle(selectOnly<Id>('a'), 'a').chosen).toEqual(['a']);
  });

  test('arrow keys stop at both ends', () => {
    expect(step(selectOnly<Id>('e'), order, { by: 1, extend: false }).focus).toBe('e');
    expect(step(selectOnly<Id>('a'), order, { by: -1, extend: false }).focus).toBe('a');
    expect(step<Id>(nothingSelected, order, { by: 1, extend: false }).focus).toBe('a');
    expect(step<Id>(nothingSelected, [], { by: 1, extend: false }).focus).toBeNull();
  });

  test('after a deletion the page that took its place is shown, so that several can be deleted in a row', () => {
    expect(reconcile(selectOnly<Id>('b'), order, ['a', 'c', 'd', 'e']).focus).toBe('c');
    expect(reconcile(selectOnly<Id>('e'), order, ['a', 'b', 'c', 'd']).focus).toBe('d');
    expect(reconcile(selectOnly<Id>('a'), ['a'], []).focus).toBeNull();
  });

  test('pages that arrive do not take away the page being looked at', () => {
    expect(reconcile(selectOnly<Id>('a'), ['a', 'b'], order)).toMatchObject({ focus: 'a', chosen: ['a'] });
    expect(reconcile({ focus: 'b', anchor: 'a', chosen: ['a', 'b'] }, ['a', 'b'], order).chosen).toEqual(['a', 'b']);
  });

  test('who looks at the last page follows the scanner', () => {
    expect(reconcile(selectOnly<Id>('b'), ['a', 'b'], ['a', 'b', 'c'])).toMatchObject({ focus: 'c', chosen: ['c'] });
  });

  test('a material taken up again opens at its first page', () => {
    expect(reconcile<Id>(nothingSelected, [], order).focus).toBe('a');
  });
});

describe('reordering', () => {
  test('a page moves one place and stops at the ends', () => {
    expect(moveChosen(order, ['c'], -1)).toEqual(['a', 'c', 'b', 'd', 'e']);
    expect(moveChosen(order, ['c'], 1)).toEqual(['a', 'b', 'd', 'c', 'e']);
    expect(moveChosen(order, ['a'], -1)).toEqual(order);
    expect(moveChosen(order, ['e'], 1)).toEqual(order);
  });

  test('several pages move together and keep their order', () => {
    expect(moveChosen(order, ['b', 'c'], 1)).toEqual(['a', 'd', 'b', 'c', 'e']);
    expect(moveChosen(order, ['a', 'c'], -1)).toEqual(['a', 'c', 'b', 'd', 'e']);
    expect(moveChosen(order, ['a', 'b'], -1)).toEqual(order);
  });

  test('dropped pages land together before the page under the pointer', () => {
    expect(dropAt(order, ['a', 'b'], 4)).toEqual(['c', 'd', 'a', 'b', 'e']);
    expect(dropAt(order, ['e'], 0)).toEqual(['e', 'a', 'b', 'c', 'd']);
    expect(dropAt(order, ['b'], 5)).toEqual(['a', 'c', 'd', 'e', 'b']);
    expect(dropAt(order, ['b', 'd'], 1)).toEqual(['a', 'b', 'd', 'c', 'e']);
  });

  test('no way of reordering loses or doubles a page', () => {
    const someOrder = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(someOrder, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), fc.nat(12), (pages, coins, index) => {
        const chosen = pages.filter((_page, at) => coins[at] === true);
        for (const moved of [moveChosen(pages, chosen, 1), moveChosen(pages, chosen, -1), dropAt(pages, chosen, Math.min(index, pages.length))]) {
          expect([...moved].sort()).toEqual([...pages].sort());
          expect(moved.filter(id => chosen.includes(id))).toEqual(chosen);
        }
      }),
    );
  });
});
