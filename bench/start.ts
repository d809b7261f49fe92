// npm run bench -- start [--runs 12] [--display]
// From asking for a window to its first painted content, and the memory it takes: the built application against a bare page
// in the same Chromium with the same switches, by turns. Without --display the browser is headless.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rootCertificates } from 'node:tls';
import { parseArgs } from 'node:util';
import { startTerminal } from '../src-main/app/start-terminal.ts';
import { createChromiumHost, type ChromiumHost } from '../src-main/host/chromium/index.ts';

const reference = 'bare page in the same Chromium';
const aimMs = 1000;
const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const rendererDirectory = fromRoot('dist/renderer');
const deviceHostEntry = fromRoot('dist/main/device-host.js');

const { values } = parseArgs({ options: { runs: { type: 'string', default: '12' }, display: { type: 'boolean', default: false } } });

type Opened = { close(): Promise<void> };
type Sample = { readonly ms: number; readonly browserMb: number; readonly nodeMb: number };

/** The application as it is started, apart from a data centre: nobody answers at that address. */
async function openApplication(host: Promise<ChromiumHost>, dataDirectory: string): Promise<Opened> {
  return startTerminal({
    host, dataDirectory, rendererDirectory, deviceHostEntry,
    serverUrl: 'https://127.0.0.1:9', caCertificatePem: rootCertificates[0] ?? '', terminalName: 'bench', version: '0.0.0',
  });
}

async function openBarePage(starting: Promise<ChromiumHost>): Promise<Opened> {
  const host = await starting;
  const page = Buffer.from('<!doctype html><meta charset="utf-8"><title>bare</title><h1>bare</h1>');
  host.serve(({ path }) => Promise.resolve(path === '/' ? { status: 200, headers: { 'Content-Type': 'text/html' }, body: page } : null));
  await host.openWindow({ path: '/', title: 'bare' });
  return { close: () => Promise.resolve() };
}

async function measure(open: (host: Promise<ChromiumHost>) => Promise<Opened>): Promise<Sample> {
  const startedAt = performance.now();
  const host = createChromiumHost({ headless: !values.display });
  const painted = host.then((started) => new Promise<number>((resolve) => { started.on('window-ready', () => { resolve(performance.now() - startedAt); }); }));
  const opened = await open(host);
  const ms = await painted;
  await delay(700); // what it loads after the first picture belongs to its memory
  const browserMb = sumPss(browserProcesses());
  const nodeMb = sumPss([process.pid]);
  await opened.close();
  await (await host).quit();
  return { ms, browserMb, nodeMb };
}

/** The browser and what it started are told by the name of their folder or their parents. */
function browserProcesses(): readonly number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  const roots = all.filter((id) => readProc(id, 'cmdline').includes(`danglian-window-${String(process.pid)}-`));
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

function readProc(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(id)}/${file}`, 'utf8');
  } catch {
    return ''; // ended, or another user's
  }
}

const percentile = (numbers: readonly number[], share: number): number => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? NaN;

function summarise(name: string, samples: readonly Sample[]): { readonly p50: number; readonly p95: number; readonly browserMb: number; readonly nodeMb: number } {
  const middle = (pick: (sample: Sample) => number): number => percentile(samples.map(pick), 0.5);
  const summary = { p50: middle(({ ms }) => ms), p95: percentile(samples.map(({ ms }) => ms), 0.95), browserMb: middle((sample) => sample.browserMb), nodeMb: middle((sample) => sample.nodeMb) };
  console.log(
    `${name.padEnd(32)} first paint p50 ${summary.p50.toFixed(0)} ms, p95 ${summary.p95.toFixed(0)} ms; memory (PSS) browser ${summary.browserMb.toFixed(0)} MB, Node ${summary.nodeMb.toFixed(0)} MB`,
  );
  return summary;
}

if (!existsSync(join(rendererDirectory, 'index.html'))) throw new Error('dist/ is not there: run npm run build first.');
const runs = Math.max(1, Number(values.runs));
const dataDirectory = mkdtempSync(join(tmpdir(), 'danglian-bench-'));
const bare: Sample[] = [];
const application: Sample[] = [];
try {
  for (let run = 0; run <= runs; run += 1) {
    const samples = [await measure(openBarePage), await measure((host) => openApplication(host, dataDirectory))] as const;
    if (run === 0) continue; // warms the files and makes the terminal's store
    bare.push(samples[0]);
    application.push(samples[1]);
  }
} finally {
  rmSync(dataDirectory, { recursive: true, force: true });
}
const [before, ours] = [summarise(reference, bare), summarise('the built application', application)];
console.log(
  JSON.stringify({
    bench: 'start', ratio: Number((ours.p50 / before.p50).toFixed(2)), reference, runs, isHeadless: !values.display, processors: cpus().length,
    p50Ms: Math.round(ours.p50), p95Ms: Math.round(ours.p95), referenceP50Ms: Math.round(before.p50), referenceP95Ms: Math.round(before.p95), aimMs, isAimMet: ours.p50 <= aimMs,
    memoryRatio: Number(((ours.browserMb + ours.nodeMb) / (before.browserMb + before.nodeMb)).toFixed(2)),
    pssBrowserMb: Math.round(ours.browserMb), pssNodeMb: Math.round(ours.nodeMb), referencePssBrowserMb: Math.round(before.browserMb),
  }),
);
