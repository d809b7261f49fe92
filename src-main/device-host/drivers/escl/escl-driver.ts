import { setTimeout as sleep } from 'node:timers/promises';
import { scannerIdOf, type NetworkPlace } from '#shared/domain/scanner-place';
import type { Scanner, ScanSettings } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { StepLog } from '../../step-log.ts';
import { duringStep, statusOfError, tellStepsOf, type ToldSteps } from '../during-step.ts';
import type { JpegPage, ScanDriver, ScanRequest } from '../scan-driver.ts';
import { readEsclDevice, type EsclDevice, type EsclSource } from './escl-capabilities.ts';
import { createEsclHttp, readCertificate, type EsclAddress, type EsclAnswer, type EsclHttp } from './escl-http.ts';
import { readStatus, requireSource, troubleOf, writeScanSettings, type EsclStatus } from './escl-messages.ts';

/** How long each step may be silent. A lamp warms up and a page is read before its first byte comes. */
export type EsclPatience = {
  readonly answerMs: number;
  readonly pageMs: number;
  /** 503 again and again: before the first page and between two. */
  readonly busyMs: number;
  readonly cancelMs: number;
  /** Between two tries, when the device names no time. */
  readonly pauseMs: number;
};
export const usualEsclPatience: EsclPatience = { answerMs: 10_000, pageMs: 60_000, busyMs: 90_000, cancelMs: 5_000, pauseMs: 500 };

const xmlLimitBytes = 1024 * 1024;
/** A3 at 600 dpi in colour as JPEG is some 20 MB. */
const pageLimitBytes = 96 * 1024 * 1024;
const longestPauseMs = 5_000;

type Job = { readonly http: EsclHttp; readonly root: string; readonly patience: EsclPatience; readonly source: EsclSource; readonly signal: AbortSignal; readonly steps: ToldSteps };

const rootOf = ({ address }: EsclAddress): string => new URL(address).pathname;

async function ask(http: EsclHttp, path: string, silenceMs: number): Promise<Buffer> {
  const { status, body } = await http({ method: 'GET', path, limitBytes: xmlLimitBytes, silenceMs });
  if (status === 503) throw new AppError('scanner.busy');
  if (status !== 200) throw new AppError('scanner.not-understood', { answer: `HTTP ${String(status)}` });
  return body;
}

/** What the device at an address can do; also how an address is tried out. */
export async function askEsclDevice(place: EsclAddress, patience: EsclPatience = usualEsclPatience): Promise<EsclDevice> {
  return readEsclDevice(await ask(createEsclHttp(place), `${rootOf(place)}/ScannerCapabilities`, patience.answerMs));
}

/** The certificate is read before anything is asked; whoever looks at it decides whether it is believed. */
export async function probeEscl(address: string): Promise<{ readonly model: string; readonly certificate: string | null }> {
  const certificate = address.startsWith('https:') ? await readCertificate(address) : null;
  const { model } = await askEsclDevice({ address, certificate });
  return { model, certificate };
}

const askStatus = async ({ http, root, patience }: Job): Promise<EsclStatus> => readStatus(await ask(http, `${root}/ScannerStatus`, patience.answerMs));

/** The job's own path. Devices name themselves by hosts that nobody can reach, so of what they say only the path counts. */
function jobPathOf({ location }: EsclAnswer, root: string): string {
  const base = 'http://scanner.invalid';
  const path = URL.canParse(location, base) ? new URL(location, base).pathname.replace(/\/+$/, '') : '';
  if (!path.startsWith(`${root}/`) || path.length > 500) throw new AppError('scanner.not-understood', { answer: 'Location' });
  return path;
}

/** A pause that ends at once when the scan is cancelled. */
async function pause({ patience, signal }: Job, wantedMs: number | undefined): Promise<void> {
  await sleep(Math.min(wantedMs ?? patience.pauseMs, longestPauseMs), undefined, { signal });
}

async function refusedJob(job: Job, status: number): Promise<AppError> {
  const state = await askStatus(job);
  const code = troubleOf(state, job.source.kind);
  if (code) return new AppError(code, { pagesDone: 0 });
  // An empty feeder is refused as 409 by one vendor and as 500 by another; the state tells.
  if (job.source.kind !== 'flatbed' && state.isFeederEmpty) return new AppError('scanner.no-paper', { pagesDone: 0 });
  if (state.state === 'busy' || status === 503) return new AppError('scanner.busy');
  return status >= 400 && status < 500 ? new AppError('scanner.setting-refused', { setting: `ScanJobs ${String(status)}` }) : new AppError('scanner.io-failed', { pagesDone: 0 });
}

async function createJob(job: Job, settings: Buffer): Promise<string> {
  const step = job.steps.begin('prepare');
  return duringStep(step, () => askForJob(job, settings, step.sign), statusOfError);
}

async function askForJob(job: Job, settings: Buffer, heard: () => void): Promise<string> {
  const { http, root, patience, signal } = job;
  const until = performance.now() + patience.busyMs;
  for (;;) {
    const answer = await http({ method: 'POST', path: `${root}/ScanJobs`, body: settings, limitBytes: xmlLimitBytes, silenceMs: patience.answerMs, signal });
    heard();
    if (answer.status === 201) return jobPathOf(answer, root);
    if (answer.status !== 503 || performance.now() > until) throw await refusedJob(job, answer.status);
    await pause(job, answer.retryAfterMs);
  }
}

type Waiting = { readonly path: string; readonly pagesDone: number; readonly onProgress: ScanRequest['onProgress']; /** The device gave something: an answer, or bytes of the page. */ readonly heard: (what: 'answer' | 'page') => void };

/** Undefined when the device says that there is no further page, and nothing speaks against it. */
async function nextPage(job: Job, { path, pagesDone, onProgress, heard }: Waiting): Promise<Buffer | undefined> {
  const { http, patience, signal, source } = job;
  const until = performance.now() + patience.busyMs;
  for (;;) {
    onProgress(0);
    const onBytes = (received: number, expected: number | undefined): void => {
      heard('page');
      if (expected !== undefined && expected > 0) onProgress(Math.min(received / expected, 1));
    };
    const answer = await http({ method: 'GET', path: `${path}/NextDocument`, limitBytes: pageLimitBytes, silenceMs: patience.pageMs, signal, onBytes });
    if (answer.status === 200) return requireJpeg(answer);
    heard('answer');
    // The end, or a job that a jam has ended: the answer is the same, only the state tells them apart.
    const code = troubleOf(await askStatus(job), source.kind);
    if (code) throw new AppError(code, { pagesDone });
    if (answer.status === 404 || answer.status === 410) return undefined;
    if (answer.status !== 503) throw new AppError('scanner.io-failed', { pagesDone, status: answer.status });
    if (performance.now() > until) throw new AppError('scanner.not-responding');
    await pause(job, answer.retryAfterMs);
  }
}

/** Until its first bytes come a sheet is on its way in; from there on it is read. */
async function nextSide(job: Job, waiting: Omit<Waiting, 'heard'>): Promise<Buffer | undefined> {
  const side = waiting.pagesDone + 1;
  let step = job.steps.begin(side === 1 ? 'warm-up' : 'start', side);
  let isReading = false;
  const heard: Waiting['heard'] = what => {
    if (what === 'page' && !isReading) {
      step.end('good');
      step = job.steps.begin('read', side);
      isReading = true;
    }
    step.sign();
  };
  try {
    const page = await nextPage(job, { ...waiting, heard });
    step.end(page ? 'good' : 'no-docs');
    return page;
  } catch (error) {
    step.end(statusOfError(error));
    throw error;
  }
}

function requireJpeg({ body, contentType }: EsclAnswer): Buffer {
  if (body.length < 4 || body.readUInt16BE(0) !== 0xffd8) throw new AppError('scanner.not-understood', { answer: contentType.slice(0, 60) });
  return body;
}

function sidesWanted({ maxPages }: ScanSettings, { kind }: EsclSource): number {
  if (kind === 'flatbed') return 1;
  if (maxPages === null) return Number.POSITIVE_INFINITY;
  return kind === 'duplex' ? maxPages * 2 : maxPages;
}

async function* scanSides(job: Job, path: string, { settings, onProgress }: ScanRequest): AsyncGenerator<JpegPage> {
  let hasEnded = false;
  try {
    for (let pagesDone = 0; pagesDone < sidesWanted(settings, job.source); pagesDone += 1) {
      const jpeg = await nextSide(job, { path, pagesDone, onProgress });
      hasEnded = jpeg === undefined;
      if (jpeg === undefined && pagesDone === 0) throw new AppError('scanner.no-paper', { pagesDone });
      if (jpeg === undefined) return;
      yield { jpeg, dpi: settings.resolutionDpi };
    }
  } finally {
    // A job that nobody ends keeps the device busy for minutes. What the device says to it changes nothing any more.
    const end = (): Promise<unknown> => job.http({ method: 'DELETE', path, limitBytes: xmlLimitBytes, silenceMs: job.patience.cancelMs });
    if (!hasEnded) await job.steps.during(job.signal.aborted ? 'cancel' : 'close', end).catch(() => undefined);
  }
}

/** The glass where the feeder says that it is empty, if that was asked for. */
async function withPaper(job: Job, device: EsclDevice, { sourceWhenEmpty, ...settings }: ScanSettings): Promise<Job> {
  if (sourceWhenEmpty === undefined || job.source.kind === 'flatbed') return job;
  const { isFeederEmpty } = await job.steps.during('prepare', () => askStatus(job));
  return isFeederEmpty ? { ...job, source: requireSource(device, { ...settings, source: sourceWhenEmpty }) } : job;
}

function requirePlace(place: ScanRequest['place']): NetworkPlace {
  if (place?.kind !== 'network') throw new AppError('scanner.not-found');
  return place;
}

/** Network scanners that speak eSCL (AirScan), by the address this terminal was told. Where sane-airscan is installed SANE lists them as well. */
export function createEsclDriver(log: StepLog, patience: EsclPatience = usualEsclPatience): ScanDriver {
  return {
    listScanners: places =>
      // Not asked: one that sleeps would hold up the list of all others.
      Promise.resolve(places.flatMap((place): readonly Scanner[] => (place.kind === 'network' ? [{ id: scannerIdOf(place), vendor: '', model: place.name, kind: '', connection: 'network' }] : []))),
    describe: async (scannerId, place) => (await tellStepsOf(log, scannerId).during('open', () => askEsclDevice(requirePlace(place), patience))).capabilities,
    async *scan(request, signal): AsyncGenerator<JpegPage> {
      const place = requirePlace(request.place);
      const steps = tellStepsOf(log, request.scannerId);
      const device = await steps.during('open', () => askEsclDevice(place, patience));
      const job = await withPaper({ http: createEsclHttp(place), root: rootOf(place), patience, source: requireSource(device, request.settings), signal, steps }, device, request.settings);
      const { source } = job;
      request.onPrepared(source.kind);
      const path = await createJob(job, writeScanSettings(device, source, request.settings));
      yield* scanSides(job, path, request);
    },
  };
}
