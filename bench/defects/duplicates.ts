import sharp from 'sharp';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { defaultIntakePolicy as policy } from '../../src-shared/domain/intake-policy.ts';
import { packMap } from '../../src-shared/imaging/page-print.ts';
import { openDatabase } from '../../src-server/db/open-database.ts';
import { likelyPages, storePrints } from '../../src-server/features/intake/checking/page-prints.ts';
import type { ImageChecker } from '../../src-server/features/intake/images/index.ts';
import { createRandom, toJpeg, type DrawnPage, type Pixels, type Random } from '../support/drawn-pages.ts';
import { formatTable } from '../support/figures.ts';
import { samplesFolder } from '../support/samples-folder.ts';

/** `search`: share of second scans that the data centre finds among the pages of all people. */
export type DuplicateFigures = { readonly recall: number; readonly falseAlarms: number; readonly search: number };

type Print = { readonly landmarks: readonly number[]; readonly map: Uint8Array };
type Sheet = { readonly first: Print; readonly again: Print; readonly twins: readonly Print[] };

const twinsPerSheet = 3;
const compared = 6;
const likely = 48;

/** Sheets that are scanned twice, and the same forms as other people filled them. */
export async function measureDuplicates(checker: ImageChecker, { pages, seed, count }: { readonly pages: readonly DrawnPage[]; readonly seed: string; readonly count: number }): Promise<DuplicateFigures> {
  const random = createRandom(`${seed}/duplicates`);
  const sheets: Sheet[] = [];
  for (const page of random.shuffle(pages.filter(({ isShared }) => !isShared)).slice(0, count)) {
    const first = await printOf(checker, await toJpeg(await page.draw({ turnDegrees: random.between(-0.7, 0.7) }), { quality: 82 }));
    const again = await printOf(checker, await scanAgain(await page.draw({ turnDegrees: random.between(-1, 1), take: random.int(1, 1000) }), random));
    const others = random.shuffle(pages.filter(({ form, person }) => form === page.form && person !== page.person)).slice(0, twinsPerSheet);
    const twins: Print[] = [];
    for (const twin of others) {
      const print = await printOf(checker, await toJpeg(await twin.draw({ turnDegrees: random.between(-0.7, 0.7) })));
      if (print) twins.push(print);
    }
    if (first && again) sheets.push({ first, again, twins });
  }
  return judge(checker, sheets);
}

async function printOf(checker: ImageChecker, jpeg: Buffer): Promise<Print | null> {
  const { print } = await checker.check(jpeg, { name: 'page.jpg' });
  return print && { landmarks: print.landmarks, map: packMap(print.map) };
}

/** Another scanner on another day: it lies otherwise, is a little larger or smaller, lighter or darker, softer, and packed harder. */
async function scanAgain({ data, width, height }: Pixels, random: Random): Promise<Buffer> {
  const scale = random.between(0.985, 1.015);
  const other = sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: Math.round(width * scale) })
    .linear(random.between(0.85, 1.08), random.between(-12, 10))
    .blur(random.between(0.4, 1.1));
  const { data: pixels, info } = await other.raw().toBuffer({ resolveWithObject: true });
  return toJpeg({ data: pixels, width: info.width, height: info.height }, { quality: random.int(50, 80) });
}

async function judge(checker: ImageChecker, sheets: readonly Sheet[]): Promise<DuplicateFigures> {
  const [same, other]: [number[], number[]] = [[], []];
  for (const { first, again, twins } of sheets) {
    const [own = 0, ...foreign] = await checker.compare({ map: first.map, others: [again, ...twins].map(({ map }) => map) });
    same.push(own);
    other.push(...foreign);
  }
  const share = (values: readonly number[]): number => values.filter(value => value >= policy.minLikeness).length / Math.max(1, values.length);
  const quantiles = (values: readonly number[]): string[] => [0, 0.05, 0.5, 0.95, 1].map(at => (values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? 0).toFixed(3));
  const figures = { recall: share(same), falseAlarms: share(other), search: await measureSearch(checker, sheets) };
  console.log(formatTable([['likeness', 'pairs', 'least', '5 %', 'median', '95 %', 'most', `≥ ${String(policy.minLikeness)}`], ['same sheet again', String(same.length), ...quantiles(same), figures.recall.toFixed(3)], ['form of somebody else', String(other.length), ...quantiles(other), figures.falseAlarms.toFixed(3)]]));
  console.log(`found again among ${String(sheets.reduce((sum, { twins }) => sum + 1 + twins.length, 0))} pages of all people: ${figures.search.toFixed(3)}`);
  return figures;
}

/** As the data centre does it: all pages stored, each second scan looked up by its landmarks, the likeliest compared. */
async function measureSearch(checker: ImageChecker, sheets: readonly Sheet[]): Promise<number> {
  const database = await openDatabase({ kind: 'pglite' });
  try {
    const stored = sheets.map(sheet => ({ ...sheet, id: crypto.randomUUID() }));
    await storePrints(database.db, stored.flatMap(({ id, first, twins }) => [...twins.map(print => ({ id: crypto.randomUUID(), print })), { id, print: first }]));
    let found = 0;
    for (const { id, again } of stored) {
      const { rows } = await sql<{ pageId: string; map: Uint8Array }>`select c.page_id, p.map from (${likelyPages([again.landmarks], likely)}) c join page_prints p on p.page_id = c.page_id order by c.votes desc limit ${compared}`.execute(database.db);
      const likeness = await checker.compare({ map: again.map, others: rows.map(({ map }) => new Uint8Array(map)) });
      if (rows.some(({ pageId }, index) => pageId === id && (likeness[index] ?? 0) >= policy.minLikeness)) found++;
    }
    return found / Math.max(1, stored.length);
  } finally {
    await database.close();
  }
}

/** Real pages, each turned, shifted, scaled and darkened as a second scan would be: how alike they are to themselves and to each other. */
export async function measureSampleDuplicates(checker: ImageChecker): Promise<void> {
  const folder = join(samplesFolder(), 'pages');
  if (!existsSync(folder)) return;
  const random = createRandom('samples');
  const prints: { readonly name: string; readonly first: Print; readonly again: Print }[] = [];
  for (const name of readdirSync(folder).sort()) {
    const { data, info } = await sharp(readFileSync(join(folder, name))).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) continue;
    const turned = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).rotate(random.between(-1, 1), { background: '#ffffff' }).raw().toBuffer({ resolveWithObject: true });
    const first = await printOf(checker, await toJpeg({ data, width: info.width, height: info.height }));
    const again = await printOf(checker, await scanAgain({ data: turned.data, width: turned.info.width, height: turned.info.height }, random));
    if (first && again) prints.push({ name, first, again });
  }
  const rows = [['real page', 'itself again', 'likest other']];
  for (const { name, first, again } of prints) {
    const others = prints.filter(one => one.name !== name);
    const [own = 0, ...foreign] = await checker.compare({ map: first.map, others: [again, ...others.map(one => one.first)].map(({ map }) => map) });
    const most = Math.max(0, ...foreign);
    rows.push([name, own.toFixed(3), `${most.toFixed(3)} ${others[foreign.indexOf(most)]?.name ?? ''}`]);
  }
  console.log(formatTable(rows));
}
