import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PageArea } from '#shared/domain/print-region';
import { areaBetween, middleArea, moveArea, moveEdges } from '../../../../src-renderer/features/requests/region-geometry.ts';

const away = fc.double({ min: -3, max: 3, noNaN: true });

test('a stroke in any direction is the same rectangle; beyond the page it ends at its edge', () => {
  const area = { left: 0.2, top: 0.3, width: 0.3, height: 0.4 };
  for (const [from, to] of [[[0.2, 0.3], [0.5, 0.7]], [[0.5, 0.7], [0.2, 0.3]], [[0.2, 0.7], [0.5, 0.3]]] as const) expect(areaBetween({ x: from[0], y: from[1] }, { x: to[0], y: to[1] })).toEqual(area);
  expect(areaBetween({ x: 0.5, y: 0.5 }, { x: 4, y: -1 })).toEqual({ left: 0.5, top: 0, width: 0.5, height: 0.5 });
});

test('a click, or a stroke too thin to be meant, draws nothing', () => {
  expect(areaBetween({ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.5 })).toBeUndefined();
  expect(areaBetween({ x: 0.1, y: 0.5 }, { x: 0.9, y: 0.51 })).toBeUndefined();
});

test('however it is moved and pulled, a region stays one that the data centre takes', () => {
  fc.assert(
    fc.property(fc.tuple(away, away, away, away), ([a, b, c, d]) => {
      const moved = moveArea(middleArea, { x: a, y: b });
      const pulled = moveEdges(moved, { left: c, bottom: d, right: a, top: b });
      return PageArea.safeParse(moved).success && PageArea.safeParse(pulled).success && moved.width === middleArea.width && moved.height === middleArea.height;
    }),
  );
});

test('an edge that is pulled leaves the others where they are', () => {
  const { left, top, width, height } = moveEdges(middleArea, { right: -0.2 });
  expect({ left, top, height }).toEqual({ left: 0.1, top: 0.35, height: 0.3 });
  expect(width).toBeCloseTo(0.6);
});
