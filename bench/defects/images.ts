import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFacts, ImageMeasures } from '../../src-shared/domain/image-facts.ts';
import { defaultIntakePolicy as policy } from '../../src-shared/domain/intake-policy.ts';
import { createImageChecker, type ImageChecker } from '../../src-server/features/intake/images/index.ts';
import { cleanPage, defects, spoil, type Defect } from '../support/defective-pages.ts';
import { createRandom, drawnPages, toJpeg, type DrawnPage, type Pixels } from '../support/drawn-pages.ts';
import { formatTable } from '../support/figures.ts';
import { samplesFolder } from '../support/samples-folder.ts';
import { measureDuplicates, measureSampleDuplicates, type DuplicateFigures } from './duplicates.ts';

/** Limits were set on this one; what they are worth is told by another. */
export const tuningSeed = 'defects';
export const heldOutSeed = 'held-out';

export const aims = { recall: 0.95, falseAlarms: 0.01, skewDegrees: 0.1, sideways: 0.99 };

/** What each rule would say; the same limits as in src-shared/domain/import-rules. */
const judges: Readonly<Record<Defect, (measures: ImageMeasures) => boolean>> = {
  'skewed': ({ skewDegrees }) => skewDegrees !== null && Math.abs(skewDegrees) > policy.maxSkewDegrees,
  'framed': ({ borderShare }) => borderShare > policy.maxBorderShare,
  'dark-corner': ({ darkCorners }) => darkCorners > 0,
  // Some pale words on an empty sheet are questioned as a blank page instead: seen by a person all the same.
  'blurred': ({ sharpness, isBlank }) => isBlank || (sharpness !== null && sharpness < policy.minSharpness),
  'faint': ({ contrast, isBlank }) => isBlank || (contrast !== null && contrast < policy.minContrast),
  'overexposed': ({ clippedShare }) => clippedShare > policy.maxClippedShare,
  'underexposed': ({ paperWhite }) => paperWhite < policy.minPaperWhite,
  'blank': ({ isBlank }) => isBlank,
  'sideways': measures => isTurned(measures) && measures.uprightTurn % 180 === 90,
  'upside-down': measures => isTurned(measures) && measures.uprightTurn === 180,
  'cut': ({ cutEdges }) => cutEdges.length > 0,
  'striped': ({ stripes }) => stripes > 0,
  'grey-stored-as-rgb': ({ colourShare }) => colourShare < 0.001,
};

const isTurned = ({ uprightTurn, turnConfidence }: ImageMeasures): boolean => uprightTurn !== 0 && turnConfidence >= policy.minTurnConfidence;

type Count = { found: number; of: number; alarms: number; clean: number };
export type ImageFigures = { readonly duplicates: DuplicateFigures; readonly recall: number; readonly falseAlarms: number; readonly skewMean: number; readonly skewWorst: number; readonly sideways: number };

/** Lines written by hand climb by themselves: their own lean is not the sheet's, so they are no truth for a tenth of a degree. */
const handwritten = /自传|申请书|志愿书|汇报/;

type Run = { readonly checker: ImageChecker; readonly counts: Map<Defect, Count>; readonly skewErrors: { printed: number[]; written: number[] }; readonly misses: string[] };

/** `pages` get every fault; `clean` more are asked for false alarms alone. Another seed is another city: other people, other writing, other faults. */
export type ImagePlan = { readonly seed: string; readonly pages: number; readonly clean: number; readonly withSamples: boolean };

export async function measureImages({ seed, pages: pageCount, clean, withSamples }: ImagePlan): Promise<ImageFigures> {
  const checker = createImageChecker();
  const counts = new Map<Defect, Count>(defects.map(defect => [defect, { found: 0, of: 0, alarms: 0, clean: 0 }]));
  const run: Run = { checker, counts, skewErrors: { printed: [], written: [] }, misses: [] };
  try {
    const all = await drawnPages(seed);
    const waiting = [...createRandom(`${seed}/pick`).shuffle([...all]).slice(0, pageCount + clean).entries()];
    const workOff = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await measurePage(run, next[1], { seed: seed === tuningSeed ? String(next[0]) : `${seed}/${String(next[0])}`, defects: next[0] < pageCount ? defects : [] });
    };
    await Promise.all([workOff(), workOff()]);
    console.log(formatTable(tableOf(counts)));
    if (process.env['MISSES'] !== undefined) console.log(run.misses.join('\n'));
    const duplicates = await measureDuplicates(checker, { pages: all, seed, count: pageCount });
    if (withSamples) {
      await measureSamples(checker);
      await measureSampleDuplicates(checker);
    }
    return { ...figuresOf(run), duplicates };
  } finally {
    await checker.close();
  }
}

async function factsOf({ checker }: Pick<Run, 'checker'>, pixels: Pixels): Promise<ImageFacts> {
  const { facts } = await checker.check(await toJpeg(pixels), { name: 'page.jpg' });
  return facts;
}

async function measurePage(run: Run, page: DrawnPage, { seed, defects: wanted }: { readonly seed: string; readonly defects: readonly Defect[] }): Promise<void> {
  const clean = await cleanPage(page, seed);
  const { measures } = await factsOf(run, clean.pixels);
  for (const defect of defects) countClean(run, { defect, page, measures });
  noteSkew(run, page, { measures, truth: clean.truth });
  for (const defect of wanted) {
    const { pixels, truth } = await spoil(defect, clean, seed);
    const { measures: spoilt } = await factsOf(run, pixels);
    const count = run.counts.get(defect)!;
    count.of++;
    if (spoilt && judges[defect](spoilt)) count.found++;
    else run.misses.push(`missed ${defect} (${truth.toFixed(2)}) ${page.form} ${JSON.stringify(spoilt)}`);
    if (defect === 'skewed') noteSkew(run, page, { measures: spoilt, truth });
  }
}

function countClean(run: Run, { defect, page, measures }: { readonly defect: Defect; readonly page: DrawnPage; readonly measures: ImageMeasures | null }): void {
  const count = run.counts.get(defect)!;
  count.clean++;
  if (measures && !judges[defect](measures)) return;
  count.alarms++;
  run.misses.push(`alarm ${defect} ${page.form} ${JSON.stringify(measures)}`);
}

function noteSkew({ skewErrors, misses }: Run, page: DrawnPage, { measures, truth }: { readonly measures: ImageMeasures | null; readonly truth: number }): void {
  if (measures?.skewDegrees === null || measures?.skewDegrees === undefined) return;
  const error = Math.abs(measures.skewDegrees - truth);
  (handwritten.test(page.form) ? skewErrors.written : skewErrors.printed).push(error);
  if (error > aims.skewDegrees) misses.push(`skew off by ${error.toFixed(2)} of ${truth.toFixed(2)} ${page.form}`);
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

function tableOf(counts: ReadonlyMap<Defect, Count>): string[][] {
  return [['defect', 'found', 'of', 'recall', 'false alarms', 'of'], ...[...counts].map(([defect, { found, of, alarms, clean }]) => [defect, String(found), String(of), percent(found, of), percent(alarms, clean), String(clean)])];
}

function figuresOf({ counts, skewErrors }: Run): Omit<ImageFigures, 'duplicates'> {
  const all = [...counts.entries()].filter(([defect]) => defect !== 'upside-down').map(([, count]) => count);
  const sideways = counts.get('sideways')!;
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0) / Math.max(1, numbers.length);
  console.log(`skew: printed mean ${mean(skewErrors.printed).toFixed(3)}° worst ${Math.max(0, ...skewErrors.printed).toFixed(3)}° (${String(skewErrors.printed.length)} pages), handwritten mean ${mean(skewErrors.written).toFixed(3)}° worst ${Math.max(0, ...skewErrors.written).toFixed(3)}°`);
  return {
    recall: Math.min(...all.map(({ found, of }) => found / of)),
    falseAlarms: Math.max(...[...counts.values()].map(({ alarms, clean }) => alarms / clean)),
    skewMean: mean(skewErrors.printed),
    skewWorst: Math.max(0, ...skewErrors.printed),
    sideways: sideways.found / sideways.of,
  };
}

const rowOf = ({ uprightTurn, turnConfidence, skewDegrees, sharpness, contrast, borderShare, isBlank, cutEdges }: ImageMeasures, known: number): string[] => [uprightTurn, turnConfidence, known, skewDegrees, sharpness, contrast, borderShare, isBlank, cutEdges.join(' ')].map(String);

const turnsOfSamples: Readonly<Record<string, number>> = { 'devatest-rotated-270.png': 90, 'phototest-rotated-180.png': 180, 'phototest-rotated-R.png': 270 };

/** Real pages, as far as they are there: what is known about them is printed beside what was measured. */
async function measureSamples(checker: ImageChecker): Promise<void> {
  const folder = join(samplesFolder(), 'pages');
  if (!existsSync(folder)) return;
  const rows = [['real page', 'problem', 'turn', 'sure', 'known', 'skew', 'sharp', 'contrast', 'border', 'blank', 'cut']];
  for (const name of readdirSync(folder).sort()) {
    const { facts } = await checker.check(readFileSync(join(folder, name)), { name });
    rows.push([name, facts.problem ?? '', ...(facts.measures ? rowOf(facts.measures, turnsOfSamples[name] ?? 0) : [])]);
  }
  console.log(formatTable(rows));
}
