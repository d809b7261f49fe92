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

function workOf({ scannerId, settings }: ScanInput): Work {
  const { source, mode, resolutionDpi, heightMm } = settings;
  return { scannerId, settings: [source, mode, resolutionDpi, heightMm].join(' ') };
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
      if (name === 'host.heartbeat') {
        const verdict = watch.beat(deviceEvents[name].parse(payload));
        if (verdict) act(verdict);
      }
      const event = parseEvent(name, payload);
      if (!event) return;
      if (event.name === 'scan.stepped') watch.stepped(event.payload);
      options.onEvent(event);
    },
  });

  const scan = async (input: ScanInput): Promise<unknown> => {
    if (scanId !== undefined) throw new AppError('scan.already-running');
    scanId = input.scanId;
    watch.begin(workOf(input));
    try {
      const answer = await host.call('scanners.scan', input);
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
      const ask = (): Promise<unknown> => host.call(name, input);
      // Whoever waited behind the closing of another scan, of which the driver died, has not been heard yet.
      return ask().catch((error: unknown) => (watch.step() === 'close' ? ask() : Promise.reject(error)));
    },
  };
}

type OtherCall = { readonly name: string; readonly input: unknown; readonly scanId: ScanId | undefined };

/** While a scan runs the other calls are answered from memory; without one they talk to devices themselves. */
function prepareWatch(watch: ScanWatch, { name, input, scanId }: OtherCall): void {
  if (name === 'scanners.cancel' && deviceApi[name].input.parse(input).scanId === scanId) watch.cancelled();
  if (scanId !== undefined) return;
  if (name === 'scanners.list') watch.begin({ scannerId: '', settings: '' });
  if (name === 'scanners.describe') watch.begin({ scannerId: deviceApi[name].input.parse(input).scannerId, settings: '' });
}
