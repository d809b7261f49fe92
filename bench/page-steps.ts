// npm run bench -- page-steps [--pages 24]
// What the steps at the desk decide, on drawn pages laid on lids of four kinds and leaning by up to ten degrees, fed in any of four
// ways, on blank sides, and on real scans where they are there; and what a page costs.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { linesOf, type Decoded } from '../src-main/page-worker/decode-image.ts';
import { workPage } from '../src-main/page-worker/work-page.ts';
import type { PagePlan } from '../src-shared/domain/page-plan.ts';
import { plainRecipe, type PageRecipe } from '../src-shared/domain/page-recipe.ts';
import { defaultPageSteps } from '../src-shared/domain/page-steps.ts';
import { planPage } from '../src-shared/imaging/plan-page.ts';
import { reduceForMeasuring } from '../src-shared/imaging/raster.ts';
import { straightenedSize } from '../src-shared/imaging/recipe-geometry.ts';
import { createRandom, drawnPages, toJpeg, type Pixels } from './support/drawn-pages.ts';
import { formatTable, percentile } from './support/figures.ts';
import { layOnGlass, lids, turned, type LaidPage } from './support/laid-pages.ts';

const dpi = 300;
const { values } = parseArgs({ options: { pages: { type: 'string', default: '24' } } });
const random = createRandom('page-steps');
const pages = random.shuffle([...(await drawnPages('page-steps'))]).slice(0, Number(values.pages));
sharp.concurrency(1);
sharp.cache(false);

const planOf = (pixels: Pixels): PagePlan => {
  const image: Decoded = { ...pixels, channels: 3 };
  return planPage({ size: image, dpi, rasters: reduceForMeasuring(image), lines: linesOf(image) }, defaultPageSteps);
};

/** Where the sheet ends in the straightened scan, against where it is cut: millimetres that are cut off (plus) or left on (minus), for each edge. */
function cropErrorsMm({ pixels, corners }: LaidPage, { straighten, crop }: PageRecipe): number[] | null {
  if (!crop) return null;
  const size = straightenedSize(pixels, straighten);
  const [sine, cosine] = [Math.sin((straighten * Math.PI) / 180), Math.cos((straighten * Math.PI) / 180)];
  const moved = corners.map(([x, y]) => {
    const [dx, dy] = [x - pixels.width / 2, y - pixels.height / 2];
    return [size.width / 2 + dx * cosine - dy * sine, size.height / 2 + dx * sine + dy * cosine] as const;
  });
  const [xs, ys] = [moved.map(([x]) => x).sort((a, b) => a - b), moved.map(([, y]) => y).sort((a, b) => a - b)];
  const mid = (sorted: readonly number[], first: number): number => ((sorted[first] ?? 0) + (sorted[first + 1] ?? 0)) / 2;
  const px = [crop.left - mid(xs, 0), crop.top - mid(ys, 0), mid(xs, 2) - crop.left - crop.width, mid(ys, 2) - crop.top - crop.height];
  return px.map(each => (each * 25.4) / dpi);
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
const handwritten = /自传|申请书|志愿书|汇报/;
const leans: { readonly error: number; readonly form: string }[] = [];
const rows = [['lid', 'cut', 'of', 'mean mm', 'worst cut off', 'worst left on']];
const crops: number[] = [];
let [cutCount, cropCount] = [0, 0];
for (const lid of lids) {
  const errors: number[] = [];
  let found = 0;
  for (const page of pages) {
    const degrees = random.between(-10, 10);
    const laid = await layOnGlass(await page.draw({ turnDegrees: 0 }), { lid, degrees });
    const { recipe } = planOf(laid.pixels);
    if (recipe.turn === 0) leans.push({ error: Math.abs(-recipe.straighten - degrees), form: page.form });
    const edges = cropErrorsMm(laid, recipe);
    if (edges) errors.push(...edges);
    found += Number(edges !== null);
  }
  [cutCount, cropCount] = [cutCount + found, cropCount + pages.length];
  crops.push(...errors);
  rows.push([lid.name, String(found), String(pages.length), mean(errors.map(Math.abs)).toFixed(2), Math.max(0, ...errors).toFixed(1), (-Math.min(0, ...errors)).toFixed(1)]);
}
console.log(formatTable(rows));
const printed = leans.filter(({ form }) => !handwritten.test(form)).map(({ error }) => error);
console.log(`deskew, within ±10°: printed mean ${mean(printed).toFixed(3)}° worst ${Math.max(...printed).toFixed(2)}° (${String(printed.length)}), all mean ${mean(leans.map(({ error }) => error)).toFixed(3)}° worst ${Math.max(...leans.map(({ error }) => error)).toFixed(2)}°`);

let [upright, asked, wronglyTurned] = [0, 0, 0];
let [keptFull, blankFound, blanks] = [0, 0, 0];
for (const page of pages) {
  const drawn = await page.draw({ turnDegrees: random.between(-1, 1) });
  for (const degrees of [0, 90, 180, 270] as const) {
    const plan = planOf(await turned(drawn, degrees));
    const wanted = (360 - degrees) % 360;
    if (degrees === 0) keptFull += Number(!plan.isBlank);
    if (plan.recipe.turn === wanted) upright++;
    else if (plan.recipe.turn !== 0) wronglyTurned++;
    asked++;
  }
  blankFound += Number(planOf(await page.draw({ turnDegrees: 0.4, isEmpty: true })).isBlank);
  blanks++;
}
console.log(`orientation: ${String(upright)} of ${String(asked)} upright, ${String(wronglyTurned)} turned wrongly, the rest left as they were; blank sides ${String(blankFound)} of ${String(blanks)} found, written pages kept ${String(keptFull)} of ${String(pages.length)}`);

const times: { readonly plan: number; readonly all: number }[] = [];
for (const page of pages.slice(0, 8)) {
  const jpeg = new Uint8Array(await toJpeg(await page.draw({ turnDegrees: random.between(-3, 3) }), { quality: 90 }));
  const from = performance.now();
  await workPage({ jpeg, dpi, steps: null, recipe: plainRecipe });
  const between = performance.now();
  await workPage({ jpeg, dpi, steps: defaultPageSteps, recipe: plainRecipe });
  times.push({ plan: performance.now() - between - (between - from), all: performance.now() - between });
}
const median = (of: (time: (typeof times)[number]) => number): number => percentile(times.map(of), 0.5);
console.log(`a page of A4 at 300 dpi: ${median(({ all }) => all).toFixed(0)} ms, of which planning, straightening and cutting ${median(({ plan }) => plan).toFixed(0)} ms`);

const samples = join(process.env['SAMPLES_DIR'] ?? resolve(import.meta.dirname, '../../shared/samples'), 'pages');
if (existsSync(samples)) {
  const real = [['real page', 'turn', 'straighten', 'crop', 'blank', 'flags']];
  for (const name of readdirSync(samples).sort()) {
    const { data, info } = await sharp(join(samples, name)).flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const { recipe, isBlank, flags } = planOf({ data, width: info.width, height: info.height });
    const { crop } = recipe;
    real.push([name, String(recipe.turn), recipe.straighten.toFixed(2), crop ? `${((100 * crop.width) / info.width).toFixed(0)} × ${((100 * crop.height) / info.height).toFixed(0)} %` : '–', String(isBlank), flags.map(({ kind }) => kind).join(' ')]);
  }
  console.log(formatTable(real));
}
console.log(JSON.stringify({ bench: 'page-steps', deskewMean: Number(mean(printed).toFixed(3)), deskewWorst: Number(Math.max(...printed).toFixed(3)), upright: Number((upright / asked).toFixed(3)), wronglyTurned, cropped: Number((cutCount / cropCount).toFixed(3)), cropMeanMm: Number(mean(crops.map(Math.abs)).toFixed(2)), blanks: Number((blankFound / blanks).toFixed(3)), msPerPage: Math.round(median(({ all }) => all)), pages: pages.length }));
