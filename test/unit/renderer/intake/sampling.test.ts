import { expect, test } from 'vitest';
import fc from 'fast-check';
import { nextOpen, weigh } from '../../../../src-renderer/features/intake/sampling.ts';
import { inventedSample } from '../../../support/fake-intake/invented-intake.ts';

const sample = (drawn: number, judged: number, { wrongPlace = 0, poorPicture = 0 } = {}) => ({ drawn, judged, wrongPlace, poorPicture });

test('one page at the wrong place fails the batch at once, whatever is still to be judged', () => {
  expect(weigh(sample(100, 1, { wrongPlace: 1 }), 0.95)).toMatchObject({ isPassed: false, isPlacePassed: false, isQualityPassed: true });
});

test('of 20 pages 19 must be good, not 20: the share is not rounded up by binary fractions', () => {
  expect(weigh(sample(20, 20, { poorPicture: 1 }), 0.95)).toMatchObject({ neededGood: 19, isPassed: true });
  expect(weigh(sample(20, 20, { poorPicture: 2 }), 0.95)).toMatchObject({ isPassed: false });
});

test('nothing is passed before the last page, and nothing without a page', () => {
  expect(weigh(sample(20, 19), 0.95).isPassed).toBeNull();
  expect(weigh(sample(0, 0), 0.95).isPassed).toBe(false);
});

test('a batch passes exactly when no place is wrong and the share of good pictures reaches the least', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(), fc.integer({ min: 50, max: 100 }), (drawn, poor, percent) => {
      const poorPicture = poor % (drawn + 1);
      expect(weigh(sample(drawn, drawn, { poorPicture }), percent / 100).isPassed).toBe((drawn - poorPicture) * 100 >= drawn * percent);
    }),
  );
});

test('the next page to judge is the next open one, then one that was left behind, then none', () => {
  const judged = new Set([0, 2]);
  const items = inventedSample.slice(0, 4).map((item, index) => (judged.has(index) ? { ...item, isPlaceRight: true, isPictureGood: true } : item));
  expect(nextOpen(items, 0)).toBe(1);
  expect(nextOpen(items, 3)).toBe(1);
  expect(nextOpen(items.map(item => ({ ...item, isPlaceRight: true, isPictureGood: false })), 1)).toBeUndefined();
});
