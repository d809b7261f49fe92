// npm run bench -- images [--pages 24] [--rounds 4]
// What an image of a package costs: checking it, encoding it cleanly and storing both layers encrypted, against decoding the same
// files to raw pixels and hashing them with plain sharp. Both on all cores, by turns.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createIntlCrypto } from '../src-server/blobs/crypto-provider.ts';
import { openDirectoryPageStore } from '../src-server/blobs/directory-page-store.ts';
import { createImageChecker } from '../src-server/features/intake/images/index.ts';
import { createRandom, drawnPages, toJpeg } from './support/drawn-pages.ts';
import { percentile, timeMs } from './support/figures.ts';

const aim = 0.7;
const { values } = parseArgs({ options: { pages: { type: 'string', default: '24' }, rounds: { type: 'string', default: '4' } } });
const [pageCount, rounds] = [Number(values.pages), Number(values.rounds)];

const random = createRandom('images');
const files: Buffer[] = [];
for (const page of random.shuffle([...(await drawnPages('images'))]).slice(0, pageCount)) files.push(await toJpeg(await page.draw({ turnDegrees: random.between(-1, 1) })));

type Cost = { readonly ms: number; readonly cpuMs: number };

/** As many at once as there are cores. On a machine that others use too, only the processor time compares fairly. */
async function all(work: (file: Buffer) => Promise<unknown>): Promise<Cost> {
  const waiting = [...files];
  const workOff = async (): Promise<void> => { for (let next = waiting.pop(); next; next = waiting.pop()) await work(next); };
  const before = process.cpuUsage();
  const ms = await timeMs(() => Promise.all(Array.from({ length: availableParallelism() }, workOff)));
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000 };
}

const folder = await mkdtemp(join(tmpdir(), 'danglian-bench-'));
const checker = createImageChecker();
try {
  const store = await openDirectoryPageStore(folder, createIntlCrypto(randomBytes(32)));
  sharp.concurrency(1);
  sharp.cache(false);
  const reference = (file: Buffer): Promise<unknown> => sharp(file).raw().toBuffer().then(pixels => [pixels.length, createHash('sha256').update(file).digest('hex')]);
  const intake = async (file: Buffer): Promise<void> => {
    const { optimised } = await checker.check(file, { name: 'page.jpg' });
    await Promise.all([store.put(file), store.put(optimised!.jpeg)]);
  };
  const times = { reference: [] as Cost[], intake: [] as Cost[] }; // `as`: an empty list has no type
  for (let round = -1; round < rounds; round++) {
    const [plainly, fully] = [await all(reference), await all(intake)];
    // The first round warms both.
    if (round < 0) continue;
    times.reference.push(plainly);
    times.intake.push(fully);
  }
  const median = (costs: readonly Cost[], of: keyof Cost): number => percentile(costs.map(cost => cost[of]), 0.5);
  const perSecond = (costs: readonly Cost[]): number => (1000 * files.length) / median(costs, 'ms');
  const cpuRatio = median(times.reference, 'cpuMs') / median(times.intake, 'cpuMs');
  const [plain, ours] = [perSecond(times.reference), perSecond(times.intake)];
  console.log(`intake ${ours.toFixed(1)} pages/s, sharp decode and hash ${plain.toFixed(1)} pages/s: ${(ours / plain).toFixed(2)} (aim ${String(aim)}); processor time a page ${(median(times.intake, 'cpuMs') / files.length).toFixed(1)} ms against ${(median(times.reference, 'cpuMs') / files.length).toFixed(1)} ms: ${cpuRatio.toFixed(2)}`);
  console.log(JSON.stringify({ bench: 'images', ratio: Number((ours / plain).toFixed(3)), cpuRatio: Number(cpuRatio.toFixed(3)), pagesPerSecond: Number(ours.toFixed(1)), reference: 'sharp decodes to raw, SHA-256 of the file, all cores, by turns', pages: files.length, megabytes: Number((files.reduce((sum, file) => sum + file.length, 0) / 2 ** 20).toFixed(1)) }));
} finally {
  await checker.close();
  await rm(folder, { recursive: true, force: true });
}
