// npm run bench -- print [--rounds 3] [--database pglite|postgres]
// From the click on 打印 until CUPS has taken the job, with marks made page by page at the data centre, against `lp` on a ready PDF of the
// same pages. The longest time for which the terminal, and the data centre (with the database in it, if that is PGlite), computed without
// looking up meanwhile, in their own processor time, whatever else the machine does; and what 500 pages leave behind in the memory of both.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { windowPaths } from '../src-shared/contract/desktop-api.ts';
import type { PrintJob } from '../src-shared/domain/printing.ts';
import type { ViewSession } from '../src-shared/domain/viewing.ts';
import { testPassword } from '../test/support/builders.ts';
import { startTestCups, type TestCups } from '../test/support/cups.ts';
import { apply, approve } from '../test/support/office.ts';
import { startTestServer, type TestServer } from '../test/support/server.ts';
import { startTerminalProcess, type TerminalProcess } from '../test/support/terminal-process.ts';
import { listen } from '../test/support/tls-server.ts';
import { watchBlocks } from '../test/support/watch-blocks.ts';
import { aReadingRoom, drawPages } from './support/reading-room.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, database: { type: 'string', default: 'pglite' } } });
const database = values.database === 'postgres' ? 'postgres' : 'pglite';
const rounds = Number(values.rounds);
const sizes = [1, 10, 100] as const;
const mebibyte = 1024 * 1024;

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const rounded = (value: number): number => Math.round(value * 10) / 10;

async function openSession(server: TestServer, terminal: TerminalProcess): Promise<ViewSession> {
  const office = await aReadingRoom(server, [Math.max(...sizes), 1, 1], await drawPages(4));
  const { id: requestId } = await apply(server, office);
  await approve(server, office.approver.token, { id: requestId, minutes: 480, materials: [{ materialId: office.materials[0]!.id, canPrint: true }] });
  await terminal.call('session.signIn', { loginName: office.reader.loginName, password: testPassword });
  return terminal.call('viewing.open', { requestId });
}

type Desk = { readonly terminal: TerminalProcess; readonly session: ViewSession; readonly cups: TestCups };

function prepare({ terminal, session }: Desk, pages: number): Promise<PrintJob> {
  const [material] = session.materials;
  const pageIds = material!.pages.slice(0, pages).map(({ id }) => id);
  return terminal.call('printing.prepare', { viewSessionId: session.id, pageIds, copies: 1, idempotencyKey: crypto.randomUUID() });
}

type Printed = { readonly ms: number; readonly terminalStillMs: number; readonly centreStillMs: number };

/** Until the first word of the job's state, which the follower hears from CUPS itself. */
async function printOne(desk: Desk, pages: number): Promise<Printed> {
  const job = await prepare(desk, pages);
  const heard = desk.terminal.events.length;
  await desk.terminal.longestBlockMs();
  centre.longestMs();
  const from = performance.now();
  const printing = desk.terminal.call('printing.print', { id: job.id, printerName: 'desk' });
  while (!desk.terminal.events.slice(heard).some(({ name }) => name === 'print.progressed')) await delay(1);
  const ms = performance.now() - from;
  const centreStillMs = centre.longestMs();
  const terminalStillMs = await desk.terminal.longestBlockMs();
  if ((await printing).state !== 'completed') throw new Error('A page that was to be printed was not.');
  return { ms, terminalStillMs, centreStillMs };
}

async function printPlainly(desk: Desk, pages: number): Promise<number> {
  const job = await prepare(desk, pages);
  const pdf = (await desk.terminal.get(windowPaths.print(job.id)))!.body;
  await desk.terminal.call('printing.cancel', { id: job.id });
  const folder = await mkdtemp(join(tmpdir(), 'danglian-bench-'));
  const path = join(folder, 'ready.pdf');
  await writeFile(path, pdf);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    await promisify(execFile)('lp', ['-h', desk.cups.cupsServer, '-d', 'desk', path]);
    times.push(performance.now() - from);
  }
  await rm(folder, { recursive: true });
  return median(times);
}

async function measure(desk: Desk, pages: number): Promise<Printed & { readonly lpMs: number; readonly ratio: number }> {
  const printed: Printed[] = [];
  for (let round = 0; round < rounds; round += 1) printed.push(await printOne(desk, pages));
  const lpMs = await printPlainly(desk, pages);
  const ms = median(printed.map(each => each.ms));
  const longest = (of: (each: Printed) => number): number => rounded(Math.max(...printed.map(of)));
  const line = { ms: rounded(ms), lpMs: rounded(lpMs), ratio: rounded(ms / lpMs), terminalStillMs: longest(each => each.terminalStillMs), centreStillMs: longest(each => each.centreStillMs) };
  console.log(`${String(pages)} pages: ${String(line.ms)} ms to CUPS, lp ${String(line.lpMs)} ms; without looking up: terminal ${String(line.terminalStillMs)} ms, data centre ${String(line.centreStillMs)} ms`);
  return line;
}

const residentMb = async (pid: number): Promise<number> => Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024);

const server = await startTestServer({ database });
const door = await listen(server);
const cups = await startTestCups({ printers: [{ name: 'desk', color: true }] });
const centre = watchBlocks();
const terminal = await startTerminalProcess({ ...door, deviceEnvironment: { ...cups.env } });
try {
  const desk: Desk = { terminal, session: await openSession(server, terminal), cups };
  await printOne(desk, 1);
  const results: Record<string, Awaited<ReturnType<typeof measure>>> = {};
  for (const pages of sizes) results[`pages${String(pages)}`] = await measure(desk, pages);
  const memoryMb = [];
  for (let printed = 0; printed < 500; printed += 100) {
    await printOne(desk, 100);
    memoryMb.push(Math.round(process.memoryUsage().rss / mebibyte) + (await residentMb(terminal.pid)));
  }
  console.log(`after each 100 of 500 pages: ${memoryMb.join(', ')} MB, data centre and terminal together`);
  console.log(JSON.stringify({ bench: 'print', database, ...results, memoryMb, growthMb: (memoryMb.at(-1) ?? 0) - (memoryMb[0] ?? 0) }));
} finally {
  centre.stop();
  await terminal.close();
  await cups.stop();
  await door.stop();
  await server.close();
}
