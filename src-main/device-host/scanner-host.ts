import { setTimeout as sleep } from 'node:timers/promises';
import { deviceApi, deviceEvents, type ScanId } from '#shared/contract/device-api';
import { Reply } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import { parseEvent, type DeviceEvent } from './device-events.ts';
import { createHostProcess, type DeviceLog, type HostProcess } from './host-process.ts';
import { createScanPace, type ScanPatience, type Work } from './scan-pace.ts';
import { createScanWatch, type ScanWatch, type Verdict } from './scan-watch.ts';

export type ScannerHostOptions = {
  readonly entry: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: DeviceLog;
  readonly patience: ScanPatience;
  readonly onEvent: (event: DeviceEvent) => void;
};

type ScanInput = ReturnType<(typeof deviceApi)['scanners.scan']['input']['parse']>;

function workOf({ scannerId, settings, place }: ScanInput): Work {
  const { source, mode, resolutionDpi, heightMm } = settings;
  return { scannerId, settings: [source, mode, resolutionDpi, heightMm].join(' '), isFar: place !== null };
}

const closingMs = 2_000;

/** A connection that was lost shows as any of these, by chance. */
const brokenCodes: readonly string[] = ['scanner.io-failed', 'scanner.page-incomplete'];

function isBroken(answer: unknown): boolean {
  const reply = Reply.parse(answer);
  return !reply.ok && brokenCodes.includes(reply.error.code);
}

/**
 * Some backends keep what a lost connection left behind for as long as their process lives, SANE's own for the network among them: a scan
 * after one that lost its device gets a new process, as soon as the old one has closed, or may have.
 */
function createRestarter(host: HostProcess, watch: ScanWatch): { readonly note: (answer: unknown) => void; readonly beforeScan: () => Promise<void> } {
  let isTainted = false;
  return {
    note: answer => {
      isTainted = isBroken(answer) || watch.isGivenUp();
    },
    beforeScan: async () => {
      if (!isTainted) return;
      for (let waitedMs = 0; watch.step() === 'close' && waitedMs < closingMs; waitedMs += 50) await sleep(50);
      isTainted = false;
      host.kill('device-host.crashed');
    },
  };
}

/** A scan that ended because it was asked to for its silence was not cancelled by anybody: its device does not respond. */
function asUnresponsive(answer: unknown): unknown {
  const reply = Reply.parse(answer);
  const isWhole = reply.ok && !deviceApi['scanners.scan'].output.parse(reply.value).isCancelled;
  return isWhole ? reply : { ok: false, error: { code: 'scanner.not-responding', params: {} } };
}

/** The process of the scanners: its driver's silence is judged at every step, and answered by degrees: told, cancelled, killed, begun anew. */
export function createScannerHost(options: ScannerHostOptions): HostProcess {
  const watch = createScanWatch(createScanPace(options.patience), options.patience, () => performance.now());
  let scanId: ScanId | undefined;

  const act = (verdict: Verdict): void => {
    const step = watch.step();
    options.log.warn('scanner is silent', { step, verdict });
    options.onEvent({ name: 'scan.lagged', payload: { scanId: scanId ?? null, step, verdict } });
    if (verdict === 'cancelling' && scanId !== undefined) void host.call('scanners.cancel', { scanId }).catch(() => undefined);
    else if (verdict === 'cancelling' || verdict === 'restarting') host.kill('scanner.not-responding');
  };

  const host = createHostProcess({
    entry: options.entry,
    env: options.env,
    log: options.log,
    onEvent: (name, payload) => {
      const verdict = name === 'host.heartbeat' ? watch.beat(deviceEvents[name].parse(payload)) : undefined;
      if (verdict) act(verdict);
      const event = parseEvent(name, payload);
      if (!event) return;
      if (event.name === 'scan.stepped') watch.stepped(event.payload);
      options.onEvent(event);
    },
  });

  const restarter = createRestarter(host, watch);
  const scan = async (input: ScanInput): Promise<unknown> => {
    if (scanId !== undefined) throw new AppError('scan.already-running');
    scanId = input.scanId;
    watch.begin(workOf(input));
    try {
      await restarter.beforeScan();
      const answer = await host.call('scanners.scan', input);
      restarter.note(answer);
      return watch.isGivenUp() ? asUnresponsive(answer) : answer;
    } catch (error) {
      // Whoever goes on finds a process that has already started.
      host.warm();
      throw error;
    } finally {
      scanId = undefined;
    }
  };

  return {
    ...host,
    call: (name, input) => {
      if (name === 'scanners.scan') return scan(deviceApi[name].input.parse(input));
      prepareWatch(watch, { name, input, scanId });
      return askAgainAfterClosing(watch, () => host.call(name, input));
    },
  };
}

/** Whoever waited behind the closing of another scan, of which the driver died, has not been heard yet. */
async function askAgainAfterClosing(watch: ScanWatch, ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (watch.step() === 'close') return ask();
    throw error;
  }
}

type OtherCall = { readonly name: string; readonly input: unknown; readonly scanId: ScanId | undefined };

/** While a scan runs the other calls are answered from memory; without one they talk to devices themselves. */
function prepareWatch(watch: ScanWatch, { name, input, scanId }: OtherCall): void {
  // What is not of its shape is refused by the child, with a code.
  if (name === 'scanners.cancel' && deviceApi[name].input.safeParse(input).data?.scanId === scanId) watch.cancelled();
  if (scanId !== undefined) return;
  if (name === 'scanners.list') watch.begin({ scannerId: '', settings: '' });
  if (name === 'scanners.describe') watch.begin({ scannerId: deviceApi[name].input.safeParse(input).data?.scannerId ?? '', settings: '' });
}
