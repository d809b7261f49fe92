// npm run bench -- trace [--pages 200] [--tries 10000] [--seed trace] [--processes 2] [--attacks print-scan]
// How often a leaked page names its session: pages of eight kinds, marked as the data centre marks them, through every attack; blind, and
// with four points where blind fails. How often nobody's page names somebody: keys that marked nothing, each by itself, on unmarked and on
// marked pages. How long a trace takes, in processor time. The pages are shared out among processes.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createPageMarker, type PageMark } from '../src-server/features/viewing/index.ts';
import { readGrey, runReadTask, type FoundMark, type ReadTask } from '../src-server/features/viewing/read-task.ts';
import { createMarkReader, deriveMarkKey } from '../src-server/marks/index.ts';
import { attacks, type Attack, type Delivered, type Leak } from './support/leaks.ts';
import { drawLeakedPage, pageKinds } from './support/leaked-pages.ts';
import { createRandom } from './support/drawn-pages.ts';
import { formatTable, percentile } from './support/figures.ts';

const aims = { digital: 1, printScan: 1, screenAssisted: 0.95, screenBlind: 0.5, falseAccepts: 0, seconds: 3 } as const;
const { values } = parseArgs({
  options: { pages: { type: 'string', default: '200' }, tries: { type: 'string', default: '10000' }, seed: { type: 'string', default: 'trace' }, processes: { type: 'string', default: String(availableParallelism()) }, part: { type: 'string' }, attacks: { type: 'string', default: '' } },
});
const [pageCount, tries, processes] = [Number(values.pages), Number(values.tries), Math.max(1, Number(values.processes))];
/** Those whose name has this in it; all by default. */
const chosen = attacks.filter(({ name }) => name.includes(values.attacks));
sharp.concurrency(1);
sharp.cache(false);

const random = createRandom(values.seed);
const secret = randomBytes(32);
const keys: ReadTask['keys'] = [{ keyId: 'bench', secret }];
const site = 7;
const durationsMs: number[] = [];

async function read(image: Buffer, more: Partial<ReadTask> = {}): Promise<FoundMark | null> {
  const before = process.cpuUsage();
  const outcome = await runReadTask({ image, keys, points: [], site, candidates: [], ...more });
  const { user, system } = process.cpuUsage(before);
  // Of one thread: others use the machine, too.
  durationsMs.push((user + system) / 1000);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.mark;
}

type Rate = { tried: number; blind: number; assisted: number };
const rates = new Map<string, Rate>();
const rateOf = (name: string): Rate => rates.get(name) ?? rates.set(name, { tried: 0, blind: 0, assisted: 0 }).get(name)!;
let wrong = 0;

function judge(found: FoundMark | null, serial: number): boolean {
  const named = found?.serials ?? [];
  if (named.some(each => each.serial !== serial)) wrong++;
  return named.length > 0 && named.every(each => each.serial === serial);
}

async function attackPage({ name, run }: Attack, { page, kind, serial }: { readonly page: Delivered; readonly kind: string; readonly serial: number }): Promise<void> {
  const leak: Leak = await run(page, random.fork(`${name} ${String(serial)}`));
  const isBlind = judge(await read(leak.image), serial);
  const isAssisted = isBlind || (leak.points !== undefined && judge(await read(leak.image, { points: leak.points }), serial));
  if (!isBlind) console.log(`  ${kind}, ${name}: blind fails${leak.points === undefined ? '' : isAssisted ? ', with points found' : ', with points too'}`);
  for (const rate of [rateOf(name), rateOf(`kind ${kind}`)]) { rate.tried++; rate.blind += Number(isBlind); rate.assisted += Number(isAssisted); }
}

/** Keys that marked nothing, on marked and unmarked pages by turns; each key on each picture is a whole trace of its own. */
async function countFalseAccepts(pictures: readonly Buffer[], count: number): Promise<number> {
  const readers = await Promise.all(pictures.map(async picture => createMarkReader(await readGrey(picture))));
  let accepted = 0;
  for (let tried = 0; tried < count; tried++) {
    const reading = readers[tried % readers.length]!([deriveMarkKey(String(tried), randomBytes(32))]);
    if (reading?.payload) accepted++;
    if ((tried + 1) % 500 === 0) console.log(`${String(tried + 1)} of ${String(count)} tries with foreign keys`);
  }
  return accepted;
}

/** What one process found. */
type Part = { readonly rates: readonly (readonly [string, Rate])[]; readonly wrong: number; readonly falseAccepts: number; readonly durationsMs: readonly number[] };

async function runPart(part: number): Promise<Part> {
  const marker = createPageMarker({ threads: 1 });
  const strange: Buffer[] = [];
  try {
    for (let index = part; index < pageCount; index += processes) {
      const kind = pageKinds[index % pageKinds.length]!;
      const stored = await drawLeakedPage(kind, random.fork(`page ${String(index)}`));
      const serial = randomBytes(6).readUIntBE(0, 6);
      const mark: PageMark = { lines: ['王晓 某某市人力资源和社会保障局', '终端 03 2026-11-22 19:40', `20261122-${String(index).padStart(4, '0')}`], secrecyMark: '秘密★10年', grain: { keyId: 'bench', secret, site, serial } };
      const { jpeg: half } = await marker.reduce(stored);
      const page: Delivered = { full: await marker.mark(stored, mark, 'full'), half: await marker.mark(half, mark, 'half'), print: await marker.mark(stored, mark, 'print') };
      for (const attack of chosen) await attackPage(attack, { page, kind, serial });
      if (strange.length < 16) strange.push(stored, page.half);
      console.log(`page ${String(index + 1)} of ${String(pageCount)}: ${kind}`);
    }
  } finally {
    await marker.close();
  }
  const falseAccepts = strange.length === 0 ? 0 : await countFalseAccepts(strange, Math.ceil(tries / processes));
  return { rates: [...rates], wrong, falseAccepts, durationsMs };
}

function runElsewhere(part: number): Promise<Part> {
  const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--part', String(part)]);
  return new Promise((resolve, reject) => {
    child.once('message', message => { resolve(message as Part); }); // `as`: from this very program
    child.once('exit', code => { reject(new Error(`part ${String(part)} ended with ${String(code)}`)); });
  });
}

function report(parts: readonly Part[]): void {
  for (const { rates: found } of parts) {
    for (const [name, { tried, blind, assisted }] of found) {
      const rate = rateOf(name);
      [rate.tried, rate.blind, rate.assisted] = [rate.tried + tried, rate.blind + blind, rate.assisted + assisted];
    }
  }
  const sum = (of: 'wrong' | 'falseAccepts'): number => parts.reduce((all, part) => all + part[of], 0);
  const seconds = (share: number): number => Number((percentile(parts.flatMap(part => part.durationsMs), share) / 1000).toFixed(2));
  const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
  console.log(formatTable([['', 'pages', 'blind', 'assisted'], ...[...rates].map(([name, { tried, blind, assisted }]) => [name, String(tried), percent(blind, tried), percent(assisted, tried)])]));
  const shareOf = (group: Attack['group'], of: 'blind' | 'assisted'): number | null => {
    const all = chosen.filter(attack => attack.group === group).map(({ name }) => rateOf(name));
    return all.length === 0 ? null : Number((all.reduce((total, rate) => total + rate[of], 0) / all.reduce((total, rate) => total + rate.tried, 0)).toFixed(4));
  };
  console.log(`false accepts: ${String(sum('falseAccepts'))} in ${String(tries)} tries with foreign keys, ${String(sum('wrong'))} wrong names; processor time a trace ${String(seconds(0.5))} s, slowest ${String(seconds(1))} s`);
  console.log(JSON.stringify({
    bench: 'trace', pages: pageCount, digital: shareOf('digital', 'blind'), printScan: shareOf('print-scan', 'blind'), perspective: shareOf('perspective', 'blind'),
    screenBlind: shareOf('screen', 'blind'), screenAssisted: shareOf('screen', 'assisted'), falseAccepts: sum('falseAccepts') + sum('wrong'), tries, medianSeconds: seconds(0.5), slowestSeconds: seconds(1), aims,
  }));
}

if (values.part === undefined) report(await Promise.all(Array.from({ length: processes }, (_, part) => runElsewhere(part))));
else {
  const part = await runPart(Number(values.part));
  process.send?.(part);
  process.disconnect();
}
