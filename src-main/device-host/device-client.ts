import { fileURLToPath } from 'node:url';
import { deviceApi, type DeviceApi } from '#shared/contract/device-api';
import { createClient, type Client } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import { parseEvent, type DeviceEvent } from './device-events.ts';
import { createHostProcess, type DeviceLog, type HostProcess } from './host-process.ts';
import { evenPatience, usualPatience, type ScanPatience } from './scan-pace.ts';
import { createScannerHost } from './scanner-host.ts';

export type { DeviceEvent } from './device-events.ts';
export type { DeviceLog } from './host-process.ts';
export type { ScanPatience } from './scan-pace.ts';

export type DeviceClientOptions = {
  /** The child's entry; by default the one that lies beside this file, as source or as bundle. */
  readonly entry?: string;
  readonly onEvent: (event: DeviceEvent) => void;
  readonly log: DeviceLog;
  /** Patience with a silent scanner at every step, and with a key that signs; the usual values when left out. */
  readonly silenceMs?: number;
  /** The same, step by step. */
  readonly patience?: ScanPatience;
  /** Added to the child's environment: SANE_CONFIG_DIR, CUPS_SERVER, DANGLIAN_PKCS11_MODULE. */
  readonly env?: Readonly<Record<string, string | undefined>>;
};

export type DeviceClient = {
  readonly call: Client<DeviceApi>;
  /** Ends the children; nothing of them is left. */
  readonly close: () => Promise<void>;
};

/** Searching the network for scanners takes seconds; a print is followed for as long as it moves (see print-service.ts). */
const deadlinesMs: Readonly<Partial<Record<keyof DeviceApi, number>>> = {
  'scanners.list': 45_000,
  'scanners.describe': 45_000,
  'scanners.acknowledge': 10_000,
  'scanners.cancel': 10_000,
  'scanners.finish': 10_000,
  'scanners.probe': 30_000,
  'scanners.discardFile': 10_000,
  'printers.list': 30_000,
  'printers.cancel': 30_000,
  'keys.describe': 10_000,
  // Some keys wait for a press of their button; a library that does not even do that stops the heart and ends earlier.
  'keys.sign': 45_000,
};

const entryBeside = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './device-host.js', import.meta.url));

async function withDeadline<T>(work: Promise<T>, ms: number | undefined, onLate: () => AppError): Promise<T> {
  if (ms === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(onLate());
    }, ms);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** Of a kind about whose silence nothing can be said as long as its heart beats. */
function createPlainHost(options: DeviceClientOptions): HostProcess {
  return createHostProcess({
    entry: options.entry ?? entryBeside,
    env: options.env ?? {},
    log: options.log,
    onEvent: (name, payload) => {
      const event = parseEvent(name, payload);
      if (event) options.onEvent(event);
    },
  });
}

/** What a kind of device that did not answer in time is said to be; where it is named, the process is ended with it. */
const lateCodes: Readonly<Record<string, ErrorCode>> = { scanners: 'scanner.not-responding', keys: 'key.not-responding' };

/**
 * The parent's side of the device host. Scanners, printers, keys and barcode scanners get a process each, from the same entry, started when first
 * needed: a hanging scanner may be killed without losing sight of a print, whose copies have to be accounted for, and a vendor's
 * library for keys takes neither of them along.
 */
export function createDeviceClient(options: DeviceClientOptions): DeviceClient {
  const { entry = entryBeside, env = {}, log, onEvent, silenceMs } = options;
  const patience = options.patience ?? (silenceMs === undefined ? usualPatience : evenPatience(silenceMs));
  const printers = createPlainHost(options);
  const scanners = createScannerHost({ entry, env, log, onEvent, patience });
  const hosts: Readonly<Record<string, HostProcess>> = { scanners, printers, keys: createPlainHost(options), barcodes: createPlainHost(options) };

  const send = (name: string, input: unknown): Promise<unknown> => {
    const kind = name.slice(0, name.indexOf('.'));
    const host = hosts[kind] ?? printers;
    // `as`: createClient passes names of the contract only.
    const usualMs = deadlinesMs[name as keyof DeviceApi];
    const deadlineMs = name === 'keys.sign' ? (silenceMs ?? usualMs) : usualMs;
    return withDeadline(host.call(name, input), deadlineMs, () => {
      const code = lateCodes[kind];
      if (code !== undefined) host.kill(code);
      return new AppError(code ?? 'operation.timed-out');
    });
  };

  return {
    call: createClient(deviceApi, send),
    close: async () => {
      await Promise.all(Object.values(hosts).map(host => host.close()));
    },
  };
}
