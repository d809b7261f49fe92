// npm run bench -- intake [--pages 1800] [--size a4] [--rounds 3] [--package 150] [--distinct 200]
// Packages of drawn pages at a data centre on PostgreSQL, from the offer until each is checked (decoded, measured, encoded cleanly,
// judged, both layers stored encrypted), against decoding the same files to raw pixels and hashing them with plain sharp on all
// cores, by turns. The uploads lie there beforehand; what was checked is removed from the disk after each round, so that 20,000 pages
// need no more of it than one round does. Of so many pages a few hundred are drawn, each with bytes of its own wherever it comes.
import { createHash } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { makeManyPerson } from '../src-server/features/demo/index.ts';
import type { ClassCode } from '../src-shared/domain/catalogue.ts';
import { xmlFiles, zipOf } from '../test/support/package-writers.ts';
import { createRandom, drawnPages, toJpeg } from './support/drawn-pages.ts';
import { formatTable, percentile, timeMs } from './support/figures.ts';
import { openIntakeSite, type Delivery, type IntakeSite, type Memory } from './support/intake-site.ts';

const aim = 0.7;
const cores = availableParallelism();
const dpis: Readonly<Record<string, number>> = { a4: 300, a5: 212, a6: 150 };
const { values } = parseArgs({ options: { pages: { type: 'string', default: '1800' }, size: { type: 'string', default: 'a4' }, rounds: { type: 'string' }, package: { type: 'string', default: '150' }, distinct: { type: 'string', default: '200' } } });
const baseCount = Math.max(40, Math.min(Number(values.distinct), Number(values.pages)));
const [pageCount, packagePages, dpi] = [Number(values.pages), Number(values.package), dpis[values.size] ?? 0];
if (dpi === 0) throw new Error(`--size is one of ${Object.keys(dpis).join(', ')}`);
const packages = Math.max(2, Math.round(pageCount / packagePages));
/** At least a package for each core in a round, and at most so many that all lie on the disk at once. */
const rounds = values.rounds === undefined ? Math.max(1, Math.min(3, Math.floor(packages / cores)), Math.ceil(packages / 8)) : Number(values.rounds);

const random = createRandom('intake');
const bases: Buffer[] = [];
for (const page of random.shuffle([...(await drawnPages('intake'))]).slice(0, baseCount)) bases.push(await toJpeg(await page.draw({ dpi, turnDegrees: random.between(-1, 1) }), { dpi: 300 }));

/** The same picture with a comment of its own: no two pages have the same bytes. */
function makeOwn(serial: number): Buffer {
  const [base = Buffer.alloc(0), comment] = [bases[serial % bases.length], Buffer.from(`page ${String(serial)}`)];
  return Buffer.concat([base.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment, base.subarray(2)]);
}

const classes: readonly ClassCode[] = ['1', '2', '3', '4-1', '5', '6', '7', '8', '9-1', '9-2'];
const pagesOfMaterial = 5;

function makePackage(index: number): { readonly name: string; readonly zip: Buffer } {
  const { name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, workStartedOn, post } = makeManyPerson(7, index, [{ unitId: '', managingUnitId: '' }]);
  const materials = Math.ceil(packagePages / pagesOfMaterial);
  const rows = Array.from({ length: materials }, (_, material) => {
    const classCode = classes[Math.floor((material * classes.length) / materials)]!;
    const before = classes.indexOf(classCode) * (materials / classes.length);
    const pages = Array.from({ length: Math.min(pagesOfMaterial, packagePages - material * pagesOfMaterial) }, (__, page) => ({ original: makeOwn(index * packagePages + material * pagesOfMaterial + page), optimised: null }));
    return { classCode, sequence: material - Math.ceil(before) + 1, name: '干部履历表', formedOn: String(1990 + material), remark: '', pages };
  });
  const person = { name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, workStartedOn: workStartedOn ?? null, unitName: null, post };
  return { name: `${name}_${idNumber}`, zip: zipOf(xmlFiles({ person, secrecy: { level: 'secret', years: 10 }, rows }, { encoding: 'UTF-8' })) };
}

/** Decoding to raw and hashing, as one would write it first. On a machine that others use too, only the processor time compares fairly. */
async function runReference(count: number): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  let next = 0;
  const workOff = async (): Promise<void> => {
    while (next < count) {
      const file = makeOwn(next++);
      await sharp(file).raw().toBuffer();
      createHash('sha256').update(file).digest('hex');
    }
  };
  const before = process.cpuUsage();
  const ms = await timeMs(() => Promise.all(Array.from({ length: cores }, workOff)));
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 };
}

async function uploadRound(site: IntakeSite, from: number, to: number): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (let index = from; index < to; index++) {
    const { name, zip } = makePackage(index);
    deliveries.push(await site.upload(name, zip));
  }
  return deliveries;
}

type Round = { readonly ours: number; readonly theirs: number; readonly cpuMsPerPage: number; readonly referenceCpuMsPerPage: number; readonly memory: Memory };

async function runRound(site: IntakeSite, deliveries: readonly Delivery[]): Promise<Round> {
  const pages = deliveries.length * packagePages;
  const reference = await runReference(pages);
  const cpuBefore = await site.cpuMs();
  const ours = (1000 * pages) / (await site.check(deliveries));
  const cpuMsPerPage = ((await site.cpuMs()) - cpuBefore) / pages;
  const memory = await site.memory();
  await site.discard();
  return { ours, theirs: (1000 * pages) / reference.ms, cpuMsPerPage, referenceCpuMsPerPage: reference.cpuMs / pages, memory };
}

sharp.concurrency(1);
sharp.cache(false);
const site = await openIntakeSite();
try {
  // The first tenth, at least two packages, warms both; memory is told from there.
  const warming = Math.max(cores, Math.round(packages / 10));
  await runRound(site, await uploadRound(site, 0, warming));
  const early = await site.memory();
  const results: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const [from, to] = [round, round + 1].map(share => warming + Math.round((packages * share) / rounds)) as [number, number]; // `as`: two in, two out
    results.push(await runRound(site, await uploadRound(site, from, to)));
    const { ours, theirs, cpuMsPerPage, referenceCpuMsPerPage, memory } = results.at(-1)!;
    console.log(`round ${String(round + 1)}: intake ${ours.toFixed(1)} pages/s, sharp decode and hash ${theirs.toFixed(1)} pages/s: ${(ours / theirs).toFixed(2)}; processor ${cpuMsPerPage.toFixed(1)} ms a page against ${referenceCpuMsPerPage.toFixed(1)} ms; PSS ${String(memory.pssMb)} MB`);
  }
  const late = await site.memory();
  const stored = await site.pagesStored();
  const expected = (warming + packages) * packagePages;
  if (stored !== expected) throw new Error(`${String(stored)} pages were stored, ${String(expected)} were offered.`);
  const median = (pick: (round: Round) => number): number => percentile(results.map(pick), 0.5);
  const [ratio, pagesPerSecond, reference] = [median(({ ours, theirs }) => ours / theirs), median(({ ours }) => ours), median(({ theirs }) => theirs)];
  console.log(formatTable([['memory of the data centre', 'PSS MB', 'peak RSS MB'], ['at 10 %', String(early.pssMb), String(early.peakMb)], ['at the end', String(late.pssMb), String(late.peakMb)]]));
  const figures = { ratio: Number(ratio.toFixed(3)), pagesPerSecond: Number(pagesPerSecond.toFixed(1)), referencePagesPerSecond: Number(reference.toFixed(1)), cpuMsPerPage: Number(median(({ cpuMsPerPage }) => cpuMsPerPage).toFixed(1)), cpuRatio: Number(median(({ cpuMsPerPage, referenceCpuMsPerPage }) => referenceCpuMsPerPage / cpuMsPerPage).toFixed(3)) };
  console.log(JSON.stringify({ bench: 'intake', ...figures, reference: 'sharp decodes to raw, SHA-256 of the file, all cores, by turns', aim, isAimMet: ratio >= aim, processors: cpus().length, pages: packages * packagePages, distinct: bases.length, packages, size: values.size, rounds, memory: { early, late } }));
} finally {
  await site.close();
}
