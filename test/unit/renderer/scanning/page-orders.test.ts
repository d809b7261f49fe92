import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collateBacks, deinterleave, interleave, rearrangeChosen, reverse } from '../../../../src-renderer/features/scanning/page-orders.ts';

describe('orders that a stack came in', () => {
  test('fronts and backs are brought together', () => {
    expect(interleave(['1', '3', '5', '2', '4', '6'])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(interleave(['1', '3', '5', '2', '4'])).toEqual(['1', '2', '3', '4', '5']);
  });

  test('and taken apart again, whatever their number', () => {
    fc.assert(fc.property(fc.array(fc.nat()), order => { expect(interleave(deinterleave(order))).toEqual(order); }));
  });

  test('of the chosen pages change among their own places', () => {
    expect(rearrangeChosen(['a', 'b', 'c', 'd', 'e'], ['b', 'e', 'd'], reverse)).toEqual(['a', 'e', 'c', 'd', 'b']);
  });

  test('lose no page', () => {
    const chosenOf = fc.uniqueArray(fc.nat(30)).chain(order => fc.tuple(fc.constant(order), fc.subarray(order)));
    fc.assert(fc.property(chosenOf, ([order, chosen]) => {
      for (const how of [reverse, interleave, deinterleave]) expect([...rearrangeChosen(order, chosen, how)].sort()).toEqual([...order].sort());
    }));
  });
});

describe('manual duplex', () => {
  test('puts the backs of a turned stack behind their fronts', () => {
    expect(collateBacks(['1', '3', '5'], ['6', '4', '2'])).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('does not guess when the numbers differ', () => {
    expect([collateBacks(['1', '3'], ['2']), collateBacks([], [])]).toEqual([undefined, undefined]);
  });
});
