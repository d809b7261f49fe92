import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createDeviceClient, type DeviceClient, type DeviceClientOptions, type DeviceEvent } from '../../src-main/device-host/device-client.ts';
import { ScanId } from '../../src-shared/contract/device-api.ts';
import type { ScannerPlace, TakenFile } from '../../src-shared/domain/scanner-place.ts';
import type { ScanSettings } from '../../src-shared/domain/scanning.ts';

const run = promisify(execFile);

export type ArrivedPage = Extract<DeviceEvent, { name: 'scan.page' }>['payload'];
export type PrintNews = Extract<DeviceEvent, { name: 'print.progressed' }>['payload'];

export type RunningScan = {
  readonly scanId: ScanId;
  readonly result: Promise<{ readonly pagesDone: number; readonly isCancelled: boolean }>;
  readonly pages: readonly ArrivedPage[];
};

/** For scanners that SANE does not know. */
export type ScanExtras = { readonly place?: ScannerPlace; readonly taken?: readonly TakenFile[] };

export type DeviceDesk = {
  readonly client: DeviceClient;
  readonly log: readonly string[];
  readonly printNews: readonly PrintNews[];
  readonly scan: (scannerId: string, settings?: Partial<ScanSettings>, options?: { readonly isAcknowledging?: boolean } & ScanExtras) => RunningScan;
  readonly close: () => Promise<void>;
};

export const a4Color: ScanSettings = { source: null, mode: null, resolutionDpi: 300, widthMm: 210, heightMm: 297, maxPages: null };

/** A real device host with a parent that files each page at once, or not at all. */
export function openDeviceDesk(options: Pick<DeviceClientOptions, 'env' | 'silenceMs' | 'patience' | 'entry'>): DeviceDesk {
  const scans = new Map<string, { pages: ArrivedPage[]; isAcknowledging: boolean }>();
  const log: string[] = [];
  const printNews: PrintNews[] = [];
  const write = (message: string, facts: object = {}): void => {
    log.push(`${message} ${JSON.stringify(facts)}`);
  };
  const client = createDeviceClient({
    ...options,
    log: { info: write, warn: write },
    onEvent: event => {
      if (event.name === 'print.progressed') printNews.push(event.payload);
      if (event.name !== 'scan.page') return;
      const { scanId, index } = event.payload;
      const scan = scans.get(scanId);
      scan?.pages.push(event.payload);
      if (scan?.isAcknowledging) client.call('scanners.acknowledge', { scanId, index }).catch(() => undefined);
    },
  });
  return {
    client,
    log,
    printNews,
    scan: (scannerId, settings = {}, { isAcknowledging = true, ...extras } = {}) => {
      const scanId = ScanId.parse(randomUUID());
      const pages: ArrivedPage[] = [];
      scans.set(scanId, { pages, isAcknowledging });
      const result = client.call('scanners.scan', { scanId, scannerId, settings: { ...a4Color, ...settings }, ...extras });
      // A test may look at the pages first and meet the failure later.
      result.catch(() => undefined);
      return { scanId, result, pages };
    },
    close: () => client.close(),
  };
}

export async function until(isTrue: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error('did not happen in time');
    await sleep(20);
  }
}

/** Process ids of the device hosts that `parentPid` started. */
export async function deviceHostsOf(parentPid: number = process.pid): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=,args=', '--ppid', String(parentPid)]).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter(line => line.includes('device-host'))
    .map(line => Number.parseInt(line, 10));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resident memory in MiB. */
export async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}
