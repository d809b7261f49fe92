import { describe, expect, test } from 'vitest';
import { PageRecipe, isSameRecipe, plainRecipe } from '../../../../src-shared/domain/page-recipe.ts';
import { findOverlap, levelsFor, type Pyramid } from '../../../../src-shared/imaging/find-overlap.ts';
import type { GreyRaster } from '../../../../src-shared/imaging/raster.ts';
import { planJoin } from '../../../../src-shared/imaging/recipe-geometry.ts';

/** Marks at random places, the same ones for the same seed: writing, as far as a comparison is concerned. */
function aSheet(width: number, height: number, seed: number): GreyRaster {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const data = new Uint8Array(width * height).fill(235);
  for (let mark = 0; mark < (width * height) / 90; mark++) {
    const [x, y, long] = [next(width - 9), next(height - 3), 2 + next(6)];
    for (let row = 0; row < 2; row++) data.fill(40, (y + row) * width + x, (y + row) * width + x + long);
  }
  return { data, width, height };
}

function cut({ data, width }: GreyRaster, { left, top, right, bottom }: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }): GreyRaster {
  const out = new Uint8Array((right - left) * (bottom - top));
  for (let row = top; row < bottom; row++) out.set(data.subarray(row * width + left, row * width + right), (row - top) * (right - left));
  return { data: out, width: right - left, height: bottom - top };
}

/** Averages of squares, for the coarser pictures. */
function reduce({ data, width, height }: GreyRaster, factor: number): GreyRaster {
  const [w, h] = [Math.floor(width / factor), Math.floor(height / factor)];
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy++) for (let dx = 0; dx < factor; dx++) sum += data[(y * factor + dy) * width + x * factor + dx] ?? 0;
      out[y * w + x] = sum / factor ** 2;
    }
  }
  return { data: out, width: w, height: h };
}

const pyramid = (raster: GreyRaster): Pyramid => [reduce(raster, 4), raster];
const sheet = aSheet(820, 600, 7);

describe('two scans of one sheet', () => {
  test('are laid by what both show, to the pixel, also where the second lies higher or lower', () => {
    const left = cut(sheet, { left: 0, top: 0, right: 480, bottom: 580 });
    const right = cut(sheet, { left: 400, top: 12, right: 820, bottom: 592 });
    expect(findOverlap('right', pyramid(left), pyramid(right))).toEqual({ overlap: 80, shift: 12 });
    const upper = cut(sheet, { left: 9, top: 0, right: 809, bottom: 360 });
    const lower = cut(sheet, { left: 0, top: 300, right: 800, bottom: 600 });
    expect(findOverlap('below', pyramid(upper), pyramid(lower))).toEqual({ overlap: 60, shift: -9 });
  });

  test('that show nothing twice lie edge to edge: other writing, empty paper', () => {
    const [one, other] = [aSheet(400, 560, 11), aSheet(400, 560, 12)];
    expect(findOverlap('right', pyramid(one), pyramid(other))).toEqual({ overlap: 0, shift: 0 });
    const empty = { data: new Uint8Array(400 * 560).fill(240), width: 400, height: 560 };
    expect(findOverlap('right', pyramid(empty), pyramid(empty))).toEqual({ overlap: 0, shift: 0 });
  });

  test('are looked at in steps of four up to the scan', () => {
    expect(levelsFor(3508)).toEqual([150, 600, 2400, 3508]);
    expect(levelsFor(100)).toEqual([100]);
  });
});

describe('a joined page', () => {
  test('has the size of both, with the seam in the middle of what both show', () => {
    const a4 = { width: 2480, height: 3508 };
    expect(planJoin({ side: 'right', overlap: 101, shift: -10 }, a4, a4)).toEqual({
      ...{ size: { width: 4859, height: 3518 }, one: { left: 0, top: 10 }, other: { left: 2429, top: 0 } },
      shown: { left: 50, top: 0, width: 2430, height: 3508 },
    });
    expect(planJoin({ side: 'below', overlap: 0, shift: 0 }, a4, a4)?.size).toEqual({ width: 2480, height: 7016 });
    expect(planJoin({ side: 'right', overlap: 2480, shift: 0 }, a4, a4)).toBeNull();
    expect(planJoin({ side: 'right', overlap: 0, shift: 3508 }, a4, a4)).toBeNull();
  });

  test('is another page than its parts, and recipes from before it read as unjoined', () => {
    const { join: _join, ...former } = plainRecipe;
    expect(PageRecipe.parse(former)).toEqual(plainRecipe);
    const joined = PageRecipe.parse({ ...former, join: { at: 100, side: 'right', one: former, other: former, overlap: 3, shift: 0 } });
    expect(isSameRecipe(joined, plainRecipe)).toBe(false);
    expect(isSameRecipe(joined, { ...joined, join: { ...joined.join!, other: { ...joined.join!.other, turn: 180 } } })).toBe(false);
  });
});
