// npm run bench -- scan [--pages 60]
// A stack of A4 in colour at 300 dpi from a paced device of ours below the real libsane: from the first sheet until every side is
// encrypted, checked and has both its layers, against `scanimage --batch` on the same device, which writes plain pixels. And unpaced:
// what a page costs, and where.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { PersonId, VolumeId } from '../src-shared/domain/ids.ts';
import { defaultPageSteps } from '../src-shared/domain/page-steps.ts';
import { anAccount, testPassword } from '../test/support/builders.ts';
import { startScriptedScanner, type ScriptedScanner } from '../test/support/scripted-scanner.ts';
import { startTestServer } from '../test/support/server.ts';
import { startTestTerminal, type TestTerminal } from '../test/support/terminal.ts';
import { listen } from '../test/support/tls-server.ts';
import { createRandom, drawnPages } from './support/drawn-pages.ts';

const aim = 0.97;
const paces = [60, 120, null] as const;
const { values } = parseArgs({ options: { pages: { type: 'string', default: '60' } } });
const sheets = Number(values.pages);
const a4 = { widthMm: 210, heightMm: 297 };

/** A drawn page in exactly the lines that the device sends. */
async function pictureOf(): Promise<Uint8Array> {
  const [width, height] = [Math.floor((a4.widthMm / 25.4) * 300), Math.floor((a4.heightMm / 25.4) * 300)];
  const page = createRandom('scan').shuffle([...(await drawnPages('scan'))])[0]!;
  const { data, width: drawnWidth, height: drawnHeight } = await page.draw({ turnDegrees: 0.8 });
  const samples = new Uint8Array(width * height * 3).fill(235);
  for (let y = 0; y < Math.min(height, drawnHeight); y++) samples.set(data.subarray(y * drawnWidth * 3, (y * drawnWidth + Math.min(width, drawnWidth)) * 3), y * width * 3);
  return samples;
}

async function scanPlainly(scanner: ScriptedScanner): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'danglian-bench-'));
  const from = performance.now();
  // It ends with "out of documents", which it takes for an error of a kind.
  const options = ['-d', scanner.scannerId, '--source', 'ADF Front', '--mode', '24bit Color', '--resolution', '300', '-x', String(a4.widthMm), '-y', String(a4.heightMm), '--format=pnm', `--batch=${join(folder, 'p%d.pnm')}`];
  await promisify(execFile)('scanimage', options, { env: { ...process.env, ...scanner.env }, maxBuffer: 1 << 24 }).catch((error: unknown) => {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 7) throw error;
  });
  const ms = performance.now() - from;
  await rm(folder, { recursive: true });
  return ms;
}

type Scanned = { readonly ms: number; readonly keptMs: number; readonly backlog: number };

async function scanFully(terminal: TestTerminal, scanner: ScriptedScanner): Promise<Scanned> {
  const { id } = await terminal.call('drafts.create', { volumeId: VolumeId.parse(crypto.randomUUID()), personId: PersonId.parse(crypto.randomUUID()), personName: '王建国' });
  const heard = terminal.events.length;
  const settings = { source: 'ADF Front', mode: '24bit Color', resolutionDpi: 300, ...a4, maxPages: null };
  const from = performance.now();
  await terminal.call('scanning.start', { draftId: id, scannerId: scanner.scannerId, settings, replacePageId: null, steps: defaultPageSteps });
  let [backlog, keptMs] = [0, 0];
  for (;;) {
    const events = terminal.events.slice(heard);
    const [kept, worked] = ['scan.page-completed', 'draft.page-changed'].map(name => events.filter(event => event.name === name).length) as [number, number]; // `as`: two names, two numbers
    backlog = Math.max(backlog, kept - worked);
    if (keptMs === 0 && events.some(({ name }) => name === 'scan.finished')) keptMs = performance.now() - from;
    if (keptMs > 0 && worked >= sheets) break;
    await delay(5);
  }
  const ms = performance.now() - from;
  const draft = await terminal.call('drafts.get', { id });
  if (draft.pages.length !== sheets || draft.pages.some(({ revision, isWaiting }) => revision === 0 || isWaiting)) throw new Error('Not every side has both its layers.');
  await terminal.call('drafts.discard', { id });
  return { ms, keptMs, backlog };
}

const server = await startTestServer({ database: 'pglite' });
const door = await listen(server);
const scanner = await startScriptedScanner({ sheets });
await scanner.setPicture(await pictureOf());
const terminal = await startTestTerminal({ ...door, deviceEnvironment: scanner.env });
try {
  const { loginName } = await anAccount(server.db, { roles: ['archivist'] });
  await terminal.call('session.signIn', { loginName, password: testPassword });
  const results: Record<string, number> = {};
  await scanner.setScript({ sheets });
  await scanFully(terminal, scanner);
  for (const pace of paces) {
    await scanner.setScript({ sheets, ...(pace === null ? {} : { feed_us: Math.round(60e6 / pace) }) });
    const plainMs = await scanPlainly(scanner);
    const cpuBefore = process.cpuUsage();
    const { ms, keptMs, backlog } = await scanFully(terminal, scanner);
    const { user, system } = process.cpuUsage(cpuBefore);
    const name = pace === null ? 'unpaced' : `at ${String(pace)} pages/min`;
    const perSecond = (of: number): string => ((1000 * sheets) / of).toFixed(2);
    console.log(`${name}: ${perSecond(ms)} pages/s with both layers (${perSecond(keptMs)} encrypted), scanimage ${perSecond(plainMs)}: ${(plainMs / ms).toFixed(3)}${pace === null ? '' : ` (aim ${String(aim)})`}; at most ${String(backlog)} pages waited; main process ${((user + system) / 1000 / sheets).toFixed(0)} ms of processor a page`);
    results[pace === null ? 'unpaced' : `ratio${String(pace)}`] = Number((plainMs / ms).toFixed(3));
  }
  console.log(JSON.stringify({ bench: 'scan', ...results, aim, pages: sheets, reference: 'scanimage --batch to plain files, same device' }));
} finally {
  await terminal.close();
  await scanner.stop();
  await door.stop();
  await server.close();
}
