// npm run bench -- mark [--pages 6] [--rounds 12]
// What marking a page costs: the visible and the forensic mark added to the coefficients of an A4 page of 300 dpi and of its half-size
// image, against libjpeg-turbo reading and writing the same coefficients, and against sharp laying a drawn tile over the full page. One
// thread, by turns, processor time and not the clock: others use the machine too. How faint the forensic mark is, as PSNR.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { drawMarkTile, tileLines } from '../src-server/features/viewing/mark-drawing.ts';
import { cornerLevels, grainSizeFor, tileLevels, type MarkLevels } from '../src-server/features/viewing/mark-levels.ts';
import { loadMarkingAddon, markCoefficients } from '../src-server/features/viewing/marking-addon.ts';
import { createPageMarker, type PageMark } from '../src-server/features/viewing/index.ts';
import { deriveMarkKey, drawForensicTile } from '../src-server/marks/index.ts';
import { createRandom, drawnPages, toJpeg } from './support/drawn-pages.ts';
import { percentile } from './support/figures.ts';

const aims = { toCopy: 1.5, fullToComposite: 8, halfToComposite: 20, psnr: 44 } as const;
const { values } = parseArgs({ options: { pages: { type: 'string', default: '6' }, rounds: { type: 'string', default: '12' } } });
const [pageCount, rounds] = [Number(values.pages), Number(values.rounds)];
const addon = loadMarkingAddon();
if (!addon) throw new Error('native/marking is not built: node scripts/build-native.mjs');
sharp.concurrency(1);
sharp.cache(false);

const secret = randomBytes(32);
const grain = { keyId: 'bench', secret, site: 1, serial: 0x1234_5678_9abc };
const mark: PageMark = { lines: ['王晓 某某市人力资源和社会保障局', '终端 03 2026-11-22 19:40', '20261122-0007'], secrecyMark: '秘密★10年', grain };

async function levelsFor(jpeg: Buffer): Promise<MarkLevels> {
  const { width, height } = await sharp(jpeg).metadata();
  const shortEdge = Math.min(width, height);
  return { tile: await tileLevels(mark, 2 * grainSizeFor(shortEdge)), corner: await cornerLevels(mark.secrecyMark, Math.round(shortEdge / 62)) };
}

/** Only the grain, so that what it adds can be measured. */
function grainOf(size: number): MarkLevels {
  const { levels } = drawForensicTile(deriveMarkKey('bench', secret), grain, size);
  const nothing = { width: 8, height: 8, values: new Float32Array(64) };
  return { tile: { width: size, height: size, values: levels }, corner: { luma: nothing, blue: nothing, red: nothing } };
}

const tile = drawMarkTile(tileLines(mark), 1024);
const overlay = await sharp(Buffer.from(tile.svg)).ensureAlpha(0.3).png().toBuffer();
const composite = (jpeg: Buffer): Promise<unknown> => sharp(jpeg).composite([{ input: overlay, tile: true }]).jpeg({ quality: 80, optimiseCoding: false }).toBuffer();
const compositeHalf = (jpeg: Buffer): Promise<unknown> => sharp(jpeg).resize(1240).composite([{ input: overlay, tile: true }]).jpeg({ quality: 80, optimiseCoding: false }).toBuffer();

async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function psnr(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([one, other].map(image => sharp(image).greyscale().raw().toBuffer()));
  let sum = 0;
  for (let index = 0; index < a!.length; index++) sum += (a![index]! - b![index]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / a!.length));
}

const marker = createPageMarker({ threads: 1 });
const costs: Record<'copy' | 'mark' | 'composite' | 'copyHalf' | 'markHalf' | 'compositeHalf', number[]> = { copy: [], mark: [], composite: [], copyHalf: [], markHalf: [], compositeHalf: [] };
const faintness: Record<'full' | 'half', number[]> = { full: [], half: [] };
const growth: number[] = [];
try {
  const random = createRandom('mark');
  for (const page of random.shuffle([...(await drawnPages('mark'))]).slice(0, pageCount)) {
    const full = await toJpeg(await page.draw());
    const { jpeg: half } = await marker.reduce(full);
    const [fullLevels, halfLevels] = [await levelsFor(full), await levelsFor(half)];
    growth.push(markCoefficients(full, fullLevels, 252)!.length / full.length);
    faintness.full.push(await psnr(full, markCoefficients(full, grainOf(512), 255)!));
    faintness.half.push(await psnr(half, markCoefficients(half, grainOf(256), 255)!));
    for (let round = -1; round < rounds; round++) {
      const measured = {
        copy: await cpuMs(() => addon.copy(full)), mark: await cpuMs(() => markCoefficients(full, fullLevels, 252)),
        copyHalf: await cpuMs(() => addon.copy(half)), markHalf: await cpuMs(() => markCoefficients(half, halfLevels, 252)),
        // They are slower by so much that three rounds tell it.
        ...(round < 3 ? { composite: await cpuMs(() => composite(full)), compositeHalf: await cpuMs(() => compositeHalf(full)) } : {}),
      };
      // The first round warms all.
      if (round < 0) continue;
      for (const [name, cost] of Object.entries(measured)) costs[name as keyof typeof costs].push(cost); // `as`: its own keys
    }
  }
} finally {
  await marker.close();
}

// The quickest tenth: on a machine that others use, the rest measures the others' use of its caches.
const cost = (name: keyof typeof costs): number => percentile(costs[name], 0.1);
const ratios = {
  toCopy: cost('mark') / cost('copy'), halfToCopy: cost('markHalf') / cost('copyHalf'),
  fullToComposite: cost('composite') / cost('mark'), halfToComposite: cost('compositeHalf') / cost('markHalf'),
};
const least = Math.min(...faintness.full, ...faintness.half);
const rounded = (value: number): number => Number(value.toFixed(2));
console.log(`full page: mark ${cost('mark').toFixed(1)} ms, copy ${cost('copy').toFixed(1)} ms: ${ratios.toCopy.toFixed(2)} (aim ${String(aims.toCopy)}); composite ${cost('composite').toFixed(1)} ms: ${ratios.fullToComposite.toFixed(1)} times (aim ${String(aims.fullToComposite)})`);
console.log(`half page: mark ${cost('markHalf').toFixed(1)} ms, copy ${cost('copyHalf').toFixed(1)} ms: ${ratios.halfToCopy.toFixed(2)}; composite from the full page ${cost('compositeHalf').toFixed(1)} ms: ${ratios.halfToComposite.toFixed(1)} times (aim ${String(aims.halfToComposite)})`);
console.log(`grain: PSNR at least ${least.toFixed(2)} dB (aim ${String(aims.psnr)}; full ${percentile(faintness.full, 0.5).toFixed(2)}, half ${percentile(faintness.half, 0.5).toFixed(2)}); bytes × ${percentile(growth, 0.5).toFixed(2)}`);
console.log(JSON.stringify({
  bench: 'mark', ratio: rounded(ratios.toCopy), halfToCopy: rounded(ratios.halfToCopy), fullToComposite: rounded(ratios.fullToComposite), halfToComposite: rounded(ratios.halfToComposite),
  psnr: rounded(least), fullMs: rounded(cost('mark')), halfMs: rounded(cost('markHalf')), bytes: rounded(percentile(growth, 0.5)),
  reference: 'coefficients read and written by libjpeg-turbo in process; sharp composite of a tile; processor time', pages: pageCount,
}));
