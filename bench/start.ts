// npm run bench -- start [--runs 12] [--display]
// From asking for a window to its first painted content, in seconds and in processor time (which a busy machine changes little), and the memory it takes: the built programs of both editions, each in processes of its
// own, against a bare page in the same Chromium with the same switches, by turns; and how much there is to install. Without --display the browser is headless.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rootCertificates } from 'node:tls';
import { parseArgs } from 'node:util';
import { createChromiumHost } from '../src-main/host/chromium/index.ts';
import { percentile } from './support/figures.ts';

const reference = 'bare page in the same Chromium';
const aimMs = 1000;
const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const editions = { archive: 'dist', query: 'dist-query' } as const;
type Edition = keyof typeof editions;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '12' }, display: { type: 'boolean', default: false } } });

type Sample = { readonly ms: number; readonly cpuMs: number; readonly browserMb: number; readonly nodeMb: number };

/** What it loads after the first picture belongs to its memory. */
const settleMs = 1500;

/** The program as it is started, apart from a data centre: nobody answers at that address. */
async function measureProgram(edition: Edition, directory: string): Promise<Sample> {
  const ca = join(directory, 'ca.crt');
  writeFileSync(ca, rootCertificates[0] ?? '');
  const dataDirectory = join(directory, edition);
  const log = join(dataDirectory, 'terminal.log');
  rmSync(log, { force: true });
  const startedAt = performance.now();
  const child = spawn(process.execPath, [fromRoot(`${editions[edition]}/main/chromium.js`)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DANGLIAN_SERVER_URL: 'https://127.0.0.1:9', DANGLIAN_SERVER_CA: ca, DANGLIAN_TERMINAL_DIR: dataDirectory, DANGLIAN_TERMINAL_NAME: 'bench', DANGLIAN_HEADLESS: values.display ? '0' : '1' },
  });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  while (!existsSync(log) || !readFileSync(log, 'utf8').includes('"window ready"')) {
    if (child.exitCode !== null) throw new Error(`the ${edition} edition ended before it was painted`);
    await delay(4);
  }
  const ms = performance.now() - startedAt;
  const pid = child.pid ?? 0;
  const cpuMs = sumCpuMs([pid, ...browserProcesses(pid)]);
  await delay(settleMs);
  const sample = { ms, cpuMs, browserMb: sumPss(browserProcesses(pid)), nodeMb: sumPss([pid]) };
  child.kill('SIGTERM');
  await ended;
  return sample;
}

async function measureBarePage(): Promise<Sample> {
  const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
  const host = await createChromiumHost({ headless: !values.display });
  const painted = new Promise<number>((resolve) => { host.on('window-ready', () => { resolve(performance.now() - startedAt); }); });
  const page = Buffer.from('<!doctype html><meta charset="utf-8"><title>bare</title><h1>bare</h1>');
  host.serve(({ path }) => Promise.resolve(path === '/' ? { status: 200, headers: { 'Content-Type': 'text/html' }, body: page } : null));
  await host.openWindow({ path: '/', title: 'bare' });
  const ms = await painted;
  const own = process.cpuUsage(usedBefore);
  const cpuMs = (own.user + own.system) / 1000 + sumCpuMs(browserProcesses(process.pid));
  await delay(settleMs);
  const sample = { ms, cpuMs, browserMb: sumPss(browserProcesses(process.pid)), nodeMb: 0 };
  await host.quit();
  return sample;
}

/** The browser and what it started are told by the name of their folder or their parents. */
function browserProcesses(starter: number): readonly number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  const roots = all.filter((id) => readProc(id, 'cmdline').includes(`danglian-window-${String(starter)}-`));
  const found = new Set(roots);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const id of all) if (found.has(parentOf(id))) found.add(id);
  }
  return [...found];
}

const parentOf = (id: number): number => Number(/^PPid:\s*(\d+)/m.exec(readProc(id, 'status'))?.[1] ?? 0);

function sumPss(ids: readonly number[]): number {
  const kilobytes = ids.map((id) => Number(/^Pss:\s*(\d+)/m.exec(readProc(id, 'smaps_rollup'))?.[1] ?? 0));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

/** Of those that still live. Linux counts in hundredths of a second; the two times are fields 14 and 15, behind the name in brackets. */
function sumCpuMs(ids: readonly number[]): number {
  return ids.map((id) => readProc(id, 'stat').split(') ').at(-1)?.split(' ') ?? []).reduce((sum, fields) => sum + 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)), 0);
}

function readProc(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(id)}/${file}`, 'utf8');
  } catch {
    return ''; // ended, or another user's
  }
}

/** Megabytes of what electron-builder packs of ours: the program, without maps, and the native parts it loads. */
function sizeOf(edition: Edition): { readonly installMb: number; readonly windowMb: number } {
  const folder = fromRoot(editions[edition]);
  const sum = (path: string): number => readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.map')).reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0);
  const natives = { archive: ['build/native/devices.node', 'node_modules/sqlite3/build/Release', 'node_modules/pkcs11js/build/Release', `node_modules/node-hid/prebuilds/HID-linux-${process.arch}`, `node_modules/@img/sharp-linux-${process.arch}`, `node_modules/@img/sharp-libvips-linux-${process.arch}`], query: ['node_modules/sqlite3/build/Release', 'node_modules/pkcs11js/build/Release'] };
  const nativeBytes = natives[edition].map(fromRoot).filter((path) => existsSync(path)).reduce((bytes, path) => bytes + (statSync(path).isDirectory() ? nodesIn(path) : statSync(path).size), 0);
  const megabyte = 1024 * 1024;
  const window = sum(join(folder, 'renderer'));
  return { installMb: (sum(join(folder, 'main')) + window + nativeBytes) / megabyte, windowMb: window / megabyte };
}

/** Binaries only: what lies beside them is left over from building them. */
function nodesIn(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(node|so[.\d]*)$/.test(entry.name)).reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0);
}

type Summary = { readonly p50: number; readonly p95: number; readonly cpuMs: number; readonly browserMb: number; readonly nodeMb: number };

function summarise(name: string, samples: readonly Sample[]): Summary {
  const middle = (pick: (sample: Sample) => number): number => percentile(samples.map(pick), 0.5);
  const summary = { p50: middle(({ ms }) => ms), p95: percentile(samples.map(({ ms }) => ms), 0.95), cpuMs: middle((sample) => sample.cpuMs), browserMb: middle((sample) => sample.browserMb), nodeMb: middle((sample) => sample.nodeMb) };
  console.log(
    `${name.padEnd(32)} first paint p50 ${(summary.p50 / 1000).toFixed(2)} s, p95 ${(summary.p95 / 1000).toFixed(2)} s, processor ${(summary.cpuMs / 1000).toFixed(2)} s; memory (PSS) browser ${summary.browserMb.toFixed(0)} MB, Node ${summary.nodeMb.toFixed(0)} MB`,
  );
  return summary;
}

const built = spawnSync(process.execPath, [fromRoot('scripts/build.mjs'), '--edition', 'query'], { stdio: 'inherit' });
if (built.status !== 0) throw new Error('the query edition was not built');
const runs = Math.max(1, Number(values.runs));
const directory = mkdtempSync(join(tmpdir(), 'danglian-bench-'));
const samples = { bare: [] as Sample[], archive: [] as Sample[], query: [] as Sample[] };
try {
  for (let run = 0; run <= runs; run += 1) {
    const turn = { bare: await measureBarePage(), archive: await measureProgram('archive', directory), query: await measureProgram('query', directory) };
    if (run === 0) continue; // warms the files and makes the terminals' stores
    for (const name of ['bare', 'archive', 'query'] as const) samples[name].push(turn[name]);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
const [bare, archive, query] = [summarise(reference, samples.bare), summarise('archive edition', samples.archive), summarise('query edition', samples.query)];
const [archiveSize, querySize] = [sizeOf('archive'), sizeOf('query')];
const round = (value: number): number => Number(value.toFixed(2));
const memory = ({ browserMb, nodeMb }: Summary): number => browserMb + nodeMb;
const figures = ({ p50, p95, cpuMs, browserMb, nodeMb }: Summary) => ({ p50Ms: Math.round(p50), p95Ms: Math.round(p95), cpuMs: Math.round(cpuMs), pssBrowserMb: Math.round(browserMb), pssNodeMb: Math.round(nodeMb) });
console.log(`start: ${(archive.p50 / 1000).toFixed(2)} s (aim ${(aimMs / 1000).toFixed(2)} s${archive.p50 <= aimMs ? '' : ', not met on this machine now'}), ${(archive.p50 / bare.p50).toFixed(2)} of the bare page; processor ${(archive.cpuMs / bare.cpuMs).toFixed(2)} of it`);
console.log(
  JSON.stringify({
    bench: 'start', ratio: round(archive.p50 / bare.p50), cpuRatio: round(archive.cpuMs / bare.cpuMs), queryRatio: round(query.p50 / archive.p50), queryMemoryRatio: round(memory(query) / memory(archive)), queryInstallRatio: round(querySize.installMb / archiveSize.installMb),
    reference, runs, isHeadless: !values.display, processors: cpus().length, aimMs, isAimMet: archive.p50 <= aimMs,
    referenceP50Ms: Math.round(bare.p50), referenceCpuMs: Math.round(bare.cpuMs), referencePssBrowserMb: Math.round(bare.browserMb),
    archive: { ...figures(archive), installMb: round(archiveSize.installMb), windowMb: round(archiveSize.windowMb) },
    query: { ...figures(query), installMb: round(querySize.installMb), windowMb: round(querySize.windowMb) },
  }),
);
