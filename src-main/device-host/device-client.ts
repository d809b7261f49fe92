import { fileURLToPath } from 'node:url';
import { deviceApi, type DeviceApi } from '#shared/contract/device-api';
import { createClient, type Client } from '#shared/contract/operation';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import { keyDeadlinesMs, printerDeadlinesMs } from './deadlines.ts';
import { createPlainHost, sendTo } from './device-calls.ts';
import { parseEvent, type DeviceEvent } from './device-events.ts';
import type { DeviceLog, HostProcess } from './host-process.ts';
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

/** Searching the network for scanners takes seconds. */
const deadlinesMs: Readonly<Partial<Record<keyof DeviceApi, number>>> = {
  'scanners.list': 45_000,
  'scanners.describe': 45_000,
  'scanners.acknowledge': 10_000,
  'scanners.cancel': 10_000,
  'scanners.finish': 10_000,
  'scanners.peek': 10_000,
  'scanners.probe': 30_000,
  'scanners.discardFile': 10_000,
  ...printerDeadlinesMs,
  ...keyDeadlinesMs,
};

const entryBeside = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './device-host.js', import.meta.url));

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
  const plain = (): HostProcess => createPlainHost({ entry, env, log }, (name, payload) => {
    const event = parseEvent(name, payload);
    if (event) onEvent(event);
  });
  const printers = plain();
  const scanners = createScannerHost({ entry, env, log, onEvent, patience });
  const hosts: Readonly<Record<string, HostProcess>> = { scanners, printers, keys: plain(), barcodes: plain() };
  const send = sendTo(hosts, printers, { deadlinesMs: { ...deadlinesMs, ...(silenceMs === undefined ? {} : { 'keys.sign': silenceMs }) }, lateCodes });

  return {
    call: createClient(deviceApi, send),
    close: async () => {
      await Promise.all(Object.values(hosts).map(host => host.close()));
    },
  };
}
