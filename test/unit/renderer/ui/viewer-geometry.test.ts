import { describe, expect, test } from 'vitest';
import { chooseSize, leaf, pagesAhead, pagesDrawn, pagesShown, paperScale, pointOnPage, scaleFor, sheetGap, spreadExtent, stepZoom, turnExtent } from '../../../../src-renderer/ui/viewer-geometry.ts';

const a4 = { width: 2480, height: 3508 }; // 210 × 297 mm at 300 dpi
const room = { width: 800, height: 600 };

describe('the size of a page', () => {
  test('fitted to the room leaves no part outside', () => {
    const scale = scaleFor('page', [a4], room);
    expect(a4.height * scale + 2 * sheetGap).toBeCloseTo(room.height);
    expect(a4.width * scale + 2 * sheetGap).toBeLessThanOrEqual(room.width);
  });

  test('fitted to the width fills it and may be higher', () => {
    expect(a4.width * scaleFor('width', [a4], room) + 2 * sheetGap).toBeCloseTo(room.width);
  });

  test('of two pages side by side counts both and the space between them', () => {
    const scale = scaleFor('width', [a4, a4], room);
    expect(2 * a4.width * scale + 3 * sheetGap).toBeCloseTo(room.width);
    expect(spreadExtent([a4, { width: 100, height: 5000 }])).toEqual({ width: 2580, height: 5000 });
  });

  test('at 100 % is that of the paper', () => {
    expect(a4.width * scaleFor(1, [a4], room)).toBeCloseTo((210 / 25.4) * 96, 0);
  });

  test('is never nothing, not even in a room that has no size yet', () => {
    expect(scaleFor('page', [a4], { width: 0, height: 0 })).toBeGreaterThan(0);
    expect(scaleFor('page', [], room)).toBeGreaterThan(0);
  });

  test('turned by a quarter swaps width and height', () => {
    expect(turnExtent(a4, 1)).toEqual({ width: a4.height, height: a4.width });
    expect(turnExtent(a4, 2)).toEqual(a4);
    expect(turnExtent(a4, -1)).toEqual({ width: a4.height, height: a4.width });
  });
});

describe('zooming', () => {
  test('goes from any fitted size to the next step of the ladder', () => {
    expect(stepZoom(0.54, 1)).toBe(0.67);
    expect(stepZoom(0.54, -1)).toBe(0.5);
    expect(stepZoom(1, 1)).toBe(1.25);
  });

  test('stops at both ends', () => {
    expect(stepZoom(4, 1)).toBe(4);
    expect(stepZoom(0.25, -1)).toBe(0.25);
  });

  test('asks for the full picture only where the half one would blur', () => {
    expect(chooseSize(scaleFor('page', [a4], room), 1)).toBe('half');
    expect(chooseSize(paperScale, 1)).toBe('half');
    expect(chooseSize(2 * paperScale, 1)).toBe('full');
    expect(chooseSize(paperScale, 2)).toBe('full');
  });
});

describe('leafing', () => {
  test('shows pages in pairs from the first one, a last odd page alone', () => {
    expect(pagesShown(0, 5, true)).toEqual([0, 1]);
    expect(pagesShown(3, 5, true)).toEqual([2, 3]);
    expect(pagesShown(4, 5, true)).toEqual([4]);
    expect(pagesShown(3, 5, false)).toEqual([3]);
  });

  test('moves by a page, or by a pair from wherever one stands', () => {
    expect(leaf(3, 1, false)).toBe(4);
    expect(leaf(3, 1, true)).toBe(4);
    expect(leaf(3, -1, true)).toBe(0);
    expect(leaf(0, -1, false)).toBe(-1);
  });
});

test('the neighbours in both directions are fetched ahead, never one that is not there', () => {
  expect(pagesAhead([3], 10)).toEqual([4, 2, 5]);
  expect(pagesAhead([0], 2)).toEqual([1]);
  expect(pagesAhead([2, 3], 10)).toEqual([4, 5, 1, 0]);
  expect(pagesAhead([0], 1)).toEqual([]);
});

test('what is shown, was shown a moment ago and may come next has a canvas, each once and in order', () => {
  expect(pagesDrawn([3], [3], 10)).toEqual([2, 3, 4, 5]);
  // Just leafed: the one before is not taken down in the frame that shows the next.
  expect(pagesDrawn([4], [3], 10)).toEqual([2, 3, 4, 5]);
  expect(pagesDrawn([9], [0], 10)).toEqual([0, 1, 2, 9]);
});

test.each([[0, 0.2, 0.3], [1, 0.3, 0.8], [2, 0.8, 0.7], [3, 0.7, 0.2]] as const)('after %i quarter turns a point of the sheet is found on its picture', (turns, across, down) => {
  const point = pointOnPage({ across: 0.2, down: 0.3 }, turns);
  expect(point.across).toBeCloseTo(across);
  expect(point.down).toBeCloseTo(down);
});
