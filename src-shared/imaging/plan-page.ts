import { defaultIntakePolicy } from '../domain/intake-policy.ts';
import type { PagePlan } from '../domain/page-plan.ts';
import { plainRecipe, maxStraightenDegrees, type CropBox, type PageRecipe } from '../domain/page-recipe.ts';
import type { PageSteps } from '../domain/page-steps.ts';
import { findFold } from './find-fold.ts';
import type { Ink } from './ink.ts';
import type { Marks } from './marks.ts';
import { inspectImage } from './measure-image.ts';
import { flagsOf } from './page-flags.ts';
import { histogramOf, paperLevel } from './paper.ts';
import { cropToFrame, cropToSheet, type Cutting } from './place-crop.ts';
import { pixelsPerMm, type MeasuringRasters } from './raster.ts';
import { planRecipe, type PixelSize } from './recipe-geometry.ts';
import { readSeparator, type LineSource, type SeparatorMark } from './separator.ts';
import { boxAround, type Region } from './sheet-box.ts';
import { findSheet, withoutBacking, type Sheet } from './sheet.ts';

export type ScannedImage = {
  readonly size: PixelSize;
  readonly dpi: number;
  readonly rasters: MeasuringRasters;
  /** The image itself, where barcodes are finer than the rasters. */
  readonly lines: LineSource;
};

/** Straighter than this no eye sees, and every turn costs a little sharpness. */
const minStraighten = 0.12;
/** A3 and what is nearly as wide: two A4 pages side by side. */
const minHalvesMm = 380;
const halvesRatio = { min: 1.3, max: 1.55 } as const;
const mmPerInch = 25.4;

export function planPage({ size, dpi, rasters, lines }: ScannedImage, steps: PageSteps): PagePlan {
  const level = paperLevel(histogramOf(rasters.grey));
  const sheet = findSheet(rasters, level);
  const grey = sheet ? withoutBacking(rasters.grey, sheet, level) : rasters.grey;
  const { measures, marks, ink } = inspectImage({ grey, colour: rasters.colour });
  const mark = steps.separators ? readSeparator({ ink, lines, mmPerPx: (mmPerInch / dpi) * factorOf(size, grey) }) : null;
  const page: Page = { size, dpi, sheet, marks, ink, grey, turn: steps.orient ? turnOf(measures) : 0, lean: leanOf(measures, sheet) };
  const isBlank = measures.isBlank && mark === null;
  return {
    recipe: recipeOf(page, steps),
    flags: mark === null ? flagsOf(measures, dpi) : [],
    isBlank,
    ...meaningOfMark(mark),
    halves: steps.splitA3 && isFolded(page) ? halvesOf(page, steps) : null,
    traits: { perceptualHash: isBlank ? null : measures.perceptualHash, lengthMm: lengthMmOf(page) },
  };
}

function meaningOfMark(mark: SeparatorMark | null): Pick<PagePlan, 'separator' | 'isSeparatorKept' | 'barcode'> {
  return mark === null ? { separator: null, isSeparatorKept: false, barcode: null } : { separator: mark.separator, isSeparatorKept: mark.isKept, barcode: mark.barcode };
}

type Page = {
  readonly size: PixelSize;
  readonly dpi: number;
  readonly sheet: Sheet | null;
  readonly marks: Marks;
  readonly ink: Ink;
  readonly grey: MeasuringRasters['grey'];
  readonly turn: PageRecipe['turn'];
  /** Degrees clockwise by which it lies askew. */
  readonly lean: number;
};
type Measures = ReturnType<typeof inspectImage>['measures'];

const factorOf = (size: PixelSize, raster: PixelSize): number => size.width / raster.width;

const turnOf = ({ uprightTurn, turnConfidence, isBlank }: Measures): PageRecipe['turn'] => (!isBlank && turnConfidence >= defaultIntakePolicy.minTurnConfidence ? uprightTurn : 0);

/** What is written decides; where nothing is, the edges of the paper do. */
function leanOf({ skewDegrees }: Measures, sheet: Sheet | null): number {
  const lean = skewDegrees ?? sheet?.leanDegrees ?? 0;
  return Math.abs(lean) < minStraighten || Math.abs(lean) > maxStraightenDegrees ? 0 : lean;
}

function recipeOf(page: Page, steps: PageSteps): PageRecipe {
  const recipe: PageRecipe = { ...plainRecipe, turn: page.turn, straighten: steps.straighten && page.lean !== 0 ? -page.lean : 0, isBackgroundCleaned: steps.clearBackground, isSharpened: steps.sharpen };
  return { ...recipe, crop: cropOf(page, steps, { recipe, region: page.sheet }) };
}

type CropWork = { readonly recipe: PageRecipe; readonly region: Region | null; readonly raster?: PixelSize; readonly marks?: Marks };

function cropOf({ size, grey, marks: all }: Page, { crop }: PageSteps, { recipe, region, raster = grey, marks = all }: CropWork): CropBox | null {
  const plan = planRecipe(recipe, size);
  if (!plan) return null;
  const cutting: Cutting = { degrees: plan.degrees, turned: plan.turned, factor: factorOf(size, grey), raster, characters: marks.characters, pixelsPerMm: pixelsPerMm(grey) };
  const box = crop && region ? boxAround(region, plan.degrees) : null;
  return (box && cropToSheet(box, cutting)) ?? (recipe.straighten === 0 ? null : cropToFrame(uprightSize(plan.half ?? size, recipe), cutting));
}

const uprightSize = ({ width, height }: PixelSize, { turn }: PageRecipe): PixelSize => (turn % 180 === 0 ? { width, height } : { width: height, height: width });

/** A sheet of A3 that lies upright is wide; one that was fed sideways is long. */
function isFolded({ size, dpi, turn, sheet }: Page): boolean {
  const { width, height } = paperSize({ size, sheet });
  const ratio = Math.max(width, height) / Math.min(width, height);
  const isWide = turn % 180 === 0 ? width > height : height > width;
  return isWide && (Math.max(width, height) / dpi) * mmPerInch >= minHalvesMm && ratio >= halvesRatio.min && ratio <= halvesRatio.max;
}

/** Of the paper where it was found, of the image otherwise; in pixels of the image as it lies. */
function paperSize({ size, sheet }: Pick<Page, 'size' | 'sheet'>): PixelSize {
  const box = sheet && boxAround(sheet, -(sheet.leanDegrees ?? 0));
  if (!sheet || !box) return size;
  const scale = size.width / sheet.columns;
  return { width: (box.right - box.left) * scale, height: (box.bottom - box.top) * scale };
}

const lengthMmOf = (page: Page): number => Math.round((paperSize(page).height / page.dpi) * mmPerInch * 10) / 10;

/** Left before right as they stand upright, each with a box of its own. */
function halvesOf(page: Page, steps: PageSteps): NonNullable<PagePlan['halves']> {
  const fold = findFold({ grey: page.grey, ink: page.ink });
  const isWide = page.grey.width >= page.grey.height;
  const make = (half: NonNullable<PageRecipe['half']>): PageRecipe => {
    const recipe: PageRecipe = { ...recipeOf(page, steps), crop: null, half, fold };
    return { ...recipe, crop: cropOf(page, steps, { recipe, ...pieceOf(page, half, fold) }) };
  };
  const [one, other] = [make(isWide ? 'left' : 'top'), make(isWide ? 'right' : 'bottom')];
  // Turned half around, or a quarter clockwise, what came last stands left.
  return page.turn === 180 || page.turn === 90 ? [other, one] : [one, other];
}

/** The cells and the writing of one half, from its own upper left corner. */
function pieceOf({ sheet, marks, grey }: Page, half: NonNullable<PageRecipe['half']>, fold: number): Required<Omit<CropWork, 'recipe'>> {
  const isAcross = half === 'left' || half === 'right';
  const isFirst = half === 'left' || half === 'top';
  const cutAt = (length: number): readonly [number, number] => (isFirst ? [0, Math.round(fold * length)] : [Math.round(fold * length), length]);
  const [x0, x1] = isAcross ? cutAt(grey.width) : [0, grey.width];
  const [y0, y1] = isAcross ? [0, grey.height] : cutAt(grey.height);
  const move = (blobs: Marks['characters']): Marks['characters'] =>
    blobs
      .filter(({ left, right, top, bottom }) => (left + right) / 2 >= x0 && (left + right) / 2 < x1 && (top + bottom) / 2 >= y0 && (top + bottom) / 2 < y1)
      .map(({ left, right, top, bottom, area }) => ({ left: left - x0, right: right - x0, top: top - y0, bottom: bottom - y0, area }));
  return { raster: { width: x1 - x0, height: y1 - y0 }, marks: { ...marks, characters: move(marks.characters) }, region: sheet && cutRegion(sheet, { x0, x1, y0, y1, grey }) };
}

type Piece = { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number; readonly grey: PixelSize };

function cutRegion({ paper, columns, rows }: Region, { x0, x1, y0, y1, grey }: Piece): Region {
  const [left, right] = [Math.round((x0 / grey.width) * columns), Math.round((x1 / grey.width) * columns)];
  const [top, bottom] = [Math.round((y0 / grey.height) * rows), Math.round((y1 / grey.height) * rows)];
  const piece = new Uint8Array((right - left) * (bottom - top));
  for (let row = top; row < bottom; row++) piece.set(paper.subarray(row * columns + left, row * columns + right), (row - top) * (right - left));
  return { paper: piece, columns: right - left, rows: bottom - top };
}
