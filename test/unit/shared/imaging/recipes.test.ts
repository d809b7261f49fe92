import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PageRecipe, isSameRecipe, plainRecipe } from '../../../../src-shared/domain/page-recipe.ts';
import { clearBackground } from '../../../../src-shared/imaging/clear-background.ts';
import { planRecipe } from '../../../../src-shared/imaging/recipe-geometry.ts';
import { turnRecipe } from '../../../../src-shared/imaging/turn-recipe.ts';

const sizes = fc.record({ width: fc.integer({ min: 100, max: 5000 }), height: fc.integer({ min: 100, max: 5000 }) });
const recipes = fc.record({
  half: fc.constantFrom<PageRecipe['half'][]>(null, 'left', 'right', 'top', 'bottom'),
  fold: fc.double({ min: 0.3, max: 0.7, noNaN: true }),
  turn: fc.constantFrom<PageRecipe['turn'][]>(0, 90, 180, 270),
  straighten: fc.double({ min: -12, max: 12, noNaN: true }),
});

describe('a recipe', () => {
  test('keeps the whole image when it names no part of it, and refuses a box beyond it', () => {
    fc.assert(
      fc.property(sizes, recipes, (size, parts) => {
        const recipe = { ...plainRecipe, ...parts };
        const { turned, crop } = planRecipe(recipe, size)!;
        expect(crop).toEqual({ left: 0, top: 0, ...turned });
        expect(planRecipe({ ...recipe, crop }, size)).not.toBeNull();
        expect(planRecipe({ ...recipe, crop: { ...crop, left: 1 } }, size)).toBeNull();
        expect(planRecipe({ ...recipe, crop: { ...crop, top: 1 } }, size)).toBeNull();
      }),
    );
  });

  test('one that was kept before pages could be sharpened is not', () => {
    const { isSharpened: _isSharpened, ...former } = { ...plainRecipe, turn: 90 as const };
    const { join: _join, ...scan } = former;
    const joined = { ...former, join: { at: 10, side: 'right', one: scan, other: scan, overlap: 0, shift: 0 } };
    expect(PageRecipe.parse(former)).toEqual({ ...plainRecipe, turn: 90 });
    expect(PageRecipe.parse(joined).join).toMatchObject({ one: { isSharpened: false }, other: { isSharpened: false } });
    expect(isSameRecipe(PageRecipe.parse(former), { ...plainRecipe, turn: 90 })).toBe(true);
    expect(isSameRecipe(PageRecipe.parse(former), { ...plainRecipe, turn: 90, isSharpened: true })).toBe(false);
  });

  test('its halves are the whole sheet', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.3, max: 0.7, noNaN: true }), (size, fold) => {
        for (const [one, other, edge] of [['left', 'right', 'width'], ['top', 'bottom', 'height']] as const) {
          const [first, second] = [one, other].map(half => planRecipe({ ...plainRecipe, half, fold }, size)!.turned);
          expect(first![edge] + second![edge]).toBe(size[edge]);
        }
      }),
    );
  });

  test('turned four times it is itself; a box turns along with the picture', () => {
    const size = { width: 800, height: 600 };
    const crop = { left: 10, top: 20, width: 300, height: 100 };
    const once = turnRecipe({ ...plainRecipe, crop }, 1, size);
    expect(once).toMatchObject({ turn: 90, crop: { left: 480, top: 10, width: 100, height: 300 } });
    expect(isSameRecipe(turnRecipe({ ...plainRecipe, crop, straighten: 3 }, 4, size), { ...plainRecipe, crop, straighten: 3 })).toBe(true);
    expect(isSameRecipe(turnRecipe(once, -1, size), { ...plainRecipe, crop })).toBe(true);
  });

  test.each([{ straighten: 16 }, { fold: 0.1 }, { turn: 45 }, { half: 'middle' }, { crop: { left: -1, top: 0, width: 100, height: 100 } }, { crop: { left: 0, top: 0, width: 1, height: 100 } }, { crop: { left: 0, top: 0, width: 1e9, height: 100 } }])('with %o is none', wrong => {
    expect(PageRecipe.safeParse({ ...plainRecipe, ...wrong }).success).toBe(false);
  });
});

describe('a cleared background', () => {
  type Colour = readonly [number, number, number];
  const [width, height] = [400, 560];
  /** Paper, darker to the right by a fifth, with marks of 24 × 24 pixels. */
  const sheet = (paper: Colour, marks: readonly Colour[]) => {
    const data = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const mark = y >= 100 && y < 124 ? marks[Math.floor((x - 20) / 60)] : undefined;
        const isMark = mark !== undefined && (x - 20) % 60 < 24 && x >= 20;
        for (let lane = 0; lane < 3; lane++) data[(y * width + x) * 3 + lane] = (isMark ? mark[lane]! : paper[lane]!) * (1 - (0.2 * x) / width);
      }
    }
    return { data, width, height };
  };
  const at = ({ data }: { readonly data: Uint8Array }, x: number, y: number): number[] => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];

  test('yellowed and unevenly lit paper becomes white; a seal stays red, pencil stays grey, blue stays blue', () => {
    const paper: Colour = [226, 218, 190];
    const pixels = sheet(paper, [[200, 60, 60], [180, 174, 152], [70, 90, 170], [20, 20, 20]]);
    clearBackground(pixels);
    for (const x of [2, 200, 398]) for (const level of at(pixels, x, 400)) expect(level).toBeGreaterThanOrEqual(254);
    const [seal, pencil, blue, ink] = [32, 92, 152, 212].map(x => at(pixels, x, 112));
    expect(seal![0]! - Math.max(seal![1]!, seal![2]!)).toBeGreaterThan(110);
    expect(Math.max(...pencil!)).toBeLessThan(220);
    expect(blue![2]! - blue![0]!).toBeGreaterThan(90);
    expect(Math.max(...ink!)).toBeLessThan(40);
  });

  test('coloured paper stays coloured', () => {
    const pixels = sheet([240, 150, 160], []);
    clearBackground(pixels);
    const [red, green] = at(pixels, 200, 300);
    expect(red! - green!).toBeGreaterThan(70);
  });

  test('a dark picture is no paper', () => {
    const pixels = sheet([235, 235, 235], []);
    for (let y = 300; y < 500; y++) pixels.data.fill(70, (y * width + 100) * 3, (y * width + 300) * 3);
    clearBackground(pixels);
    expect(Math.max(...at(pixels, 200, 400))).toBeLessThan(110);
  });
});
