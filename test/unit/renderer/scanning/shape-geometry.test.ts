import { describe, expect, test } from 'vitest';
import { layOf, moveBox, moveEdges, straightenTo, takeShape } from '../../../../src-renderer/features/scanning/shape-geometry.ts';
import { plainRecipe, type PageRecipe } from '../../../../src-shared/domain/page-recipe.ts';
import { planRecipe } from '../../../../src-shared/imaging/recipe-geometry.ts';

const scan = { width: 1000, height: 1400 };
const cropped: PageRecipe = { ...plainRecipe, crop: { left: 100, top: 200, width: 800, height: 1000 } };

describe('the box of a page that is shaped by hand', () => {
  test('an edge moves alone, and stops at the picture and before the one on the other side', () => {
    expect(moveEdges(cropped, scan, { left: 50 }).crop).toEqual({ left: 150, top: 200, width: 750, height: 1000 });
    expect(moveEdges(cropped, scan, { left: -500 }).crop).toEqual({ left: 0, top: 200, width: 900, height: 1000 });
    expect(moveEdges(cropped, scan, { bottom: -5000 }).crop).toEqual({ left: 100, top: 200, width: 800, height: 16 });
    expect(moveEdges(cropped, scan, { left: 5000 }).crop).toEqual({ left: 884, top: 200, width: 16, height: 1000 });
  });

  test('a corner moves two edges at once', () => {
    expect(moveEdges(cropped, scan, { right: 20, top: -30 }).crop).toEqual({ left: 100, top: 170, width: 820, height: 1030 });
  });

  test('the whole box keeps its size', () => {
    expect(moveBox(cropped, scan, { across: 500, down: -50 }).crop).toEqual({ left: 200, top: 150, width: 800, height: 1000 });
  });

  test('a box of everything is none', () => {
    expect(moveEdges(cropped, scan, { left: -100, top: -200, right: 100, bottom: 200 }).crop).toBeNull();
    expect(moveEdges(plainRecipe, scan, { left: 30 }).crop).toEqual({ left: 30, top: 0, width: 970, height: 1400 });
  });

  test('straightening turns around the middle: the box stays where it is on the paper, and always fits', () => {
    const turned = straightenTo(cropped, scan, 2.04);
    expect(turned.straighten).toBe(2);
    const [before, after] = [layOf(cropped, scan), layOf(turned, scan)];
    const middleOf = ({ crop, turned: size }: typeof before): readonly number[] => [crop.left + crop.width / 2 - size.width / 2, crop.top + crop.height / 2 - size.height / 2];
    expect(Math.abs((middleOf(after)[0] ?? 0) - (middleOf(before)[0] ?? 0))).toBeLessThanOrEqual(1);
    expect(Math.abs((middleOf(after)[1] ?? 0) - (middleOf(before)[1] ?? 0))).toBeLessThanOrEqual(1);
    for (let degrees = -20; degrees <= 20; degrees += 0.7) expect(planRecipe(straightenTo(turned, scan, degrees), scan)).not.toBeNull();
    expect(straightenTo(plainRecipe, scan, -40)).toEqual({ ...plainRecipe, straighten: -15 });
  });

  test('another page takes the shape, cut to its own size, and keeps its turn and half', () => {
    const smaller = takeShape({ ...plainRecipe, turn: 180 }, { width: 500, height: 700 }, cropped);
    expect(smaller).toEqual({ ...plainRecipe, turn: 180, crop: null });
    expect(planRecipe(smaller, { width: 500, height: 700 })).not.toBeNull();
    const half = takeShape({ ...plainRecipe, half: 'right' }, { width: 2000, height: 1400 }, { ...cropped, straighten: 1 });
    expect(half).toMatchObject({ half: 'right', straighten: 1 });
    expect(planRecipe(half, { width: 2000, height: 1400 })).not.toBeNull();
  });
});
