// npm run bench -- scan-memory [--pages 1000] [--dpi 300] [--mode color]
// A stack of A4 sheets through the whole terminal (device host, encoder, encrypted store), unpaced, in a process of its own with a device
// host of its own: the memory that belongs to them (PSS of /proc) at page 100 and at the end.
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { anAccount, testPassword } from '../test/support/builders.ts';
import { startScriptedScanner } from '../test/support/scripted-scanner.ts';
import { startTestServer } from '../test/support/server.ts';
import { startTerminalProcess } from '../test/support/terminal-process.ts';
import { listen } from '../test/support/tls-server.ts';
import { formatTable, percentile } from './support/figures.ts';

const aim = 1.1;
const { values } = parseArgs({ options: { pages: { type: 'string', default: '1000' }, dpi: { type: 'string', default: '300' }, early: { type: 'string', default: '100' } } });
const [pages, dpi, early] = [Number(values.pages), Number(values.dpi), Number(values.early)];
/** Garbage comes and goes; the median of so many readings is what stays. */
const readings = 15;

async function childrenOf(pid: number): Promise<readonly number[]> {
  const all = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(all.map(async each => Number(/^PPid:\s+(\d+)/m.exec(await readFile(`/proc/${String(each)}/status`, 'utf8').catch(() => ''))?.[1])));
  const own = all.filter((_each, index) => parents[index] === pid);
  return [...own, ...(await Promise.all(own.map(childrenOf))).flat()];
}

type Reading = ReadonlyMap<string, number>;

/** Of each process, by what it runs and its number. */
async function readPssMiB(pids: readonly number[]): Promise<Reading> {
  const read = await Promise.all(pids.map(async (pid): Promise<readonly [string, number]> => {
    const [rollup, command] = await Promise.all(['smaps_rollup', 'cmdline'].map(name => readFile(`/proc/${String(pid)}/${name}`, 'utf8').catch(() => '')));
    const runs = (command ?? '').split('\0').find(part => /\.[jt]s$/.test(part)) ?? '';
    return [`${runs.split('/').slice(-2).join('/')} ${String(pid)}`, Number(/^Pss:\s+(\d+)/m.exec(rollup ?? '')?.[1] ?? 0) / 1024];
  }));
  return new Map(read);
}

const totalOf = (reading: Reading): number => [...reading.values()].reduce((sum, each) => sum + each, 0);

const server = await startTestServer({ database: 'pglite' });
const door = await listen(server);
const scanner = await startScriptedScanner();
await scanner.loadPile(Array.from({ length: pages }, (_, index) => index + 1));
const terminal = await startTerminalProcess({ ...door, deviceEnvironment: scanner.env });
try {
  const { loginName } = await anAccount(server.db, { roles: ['archivist'] });
  await terminal.call('session.signIn', { loginName, password: testPassword });
  const { id } = await terminal.call('drafts.create', { volumeId: crypto.randomUUID(), personId: crypto.randomUUID(), personName: '王建国' });
  const settings = { source: 'ADF Front', mode: '24bit Color', resolutionDpi: dpi, widthMm: 210, heightMm: 216, maxPages: null };
  const startedAt = performance.now();
  await terminal.call('scanning.start', { draftId: id, scannerId: scanner.scannerId, settings, replacePageId: null });
  const pids = async (): Promise<readonly number[]> => [terminal.pid, ...(await childrenOf(terminal.pid))];
  const measure = async (from: number): Promise<{ readonly page: number; readonly medianMiB: number; readonly highMiB: number; readonly processes: Reading }> => {
    while (terminal.countEvents('scan.page-completed') < from) await delay(50);
    const seen: Reading[] = [];
    while (seen.length < readings) {
      seen.push(await readPssMiB(await pids()));
      await delay(200);
    }
    const totals = seen.map(totalOf);
    const processes = new Map([...(seen.at(-1)?.keys() ?? [])].map(name => [name, percentile(seen.map(reading => reading.get(name) ?? 0), 0.5)]));
    return { page: from, medianMiB: percentile(totals, 0.5), highMiB: Math.max(...totals), processes };
  };
  const first = await measure(early);
  // The last readings are taken while it still scans.
  const last = await measure(Math.max(early, pages - 20));
  while (terminal.countEvents('scan.finished') === 0) await delay(100);
  const pagesPerMinute = pages / ((performance.now() - startedAt) / 60_000);
  const kept = (await terminal.call('drafts.get', { id })).pages.length;
  const ratio = last.medianMiB / first.medianMiB;
  console.log(formatTable([['at page', 'PSS, MiB (median)', 'highest'], ...[first, last].map(({ page, medianMiB, highMiB }) => [String(page), medianMiB.toFixed(0), highMiB.toFixed(0)])]));
  console.log(formatTable([['process', `MiB at ${String(first.page)}`, `at ${String(last.page)}`], ...[...last.processes].map(([name, late]) => [name, (first.processes.get(name) ?? 0).toFixed(0), late.toFixed(0)])]));
  console.log(`${ratio.toFixed(2)}x (aim ${String(aim)}) with ${String(kept)} of ${String(pages)} pages kept, ${pagesPerMinute.toFixed(0)} pages/min`);
  console.log(JSON.stringify({ bench: 'scan-memory', dpi, pages, kept, earlyMiB: Math.round(first.medianMiB), lateMiB: Math.round(last.medianMiB), ratio: Number(ratio.toFixed(3)) }));
} finally {
  await terminal.kill();
  await scanner.stop();
  await door.stop();
  await server.close();
}
