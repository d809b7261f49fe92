import { deviceApi, type DeviceApi, type DeviceEvents, type ScanId } from '#shared/contract/device-api';
import type { Emit, Handlers } from '#shared/contract/operation';
import type { Scanner, ScannerCapabilities, ScanSettings } from '#shared/domain/scanning';
import { AppError, isAbort } from '#shared/errors/app-error';
import type { RawPage, ScanDriver, ScanRequest } from './drivers/scan-driver.ts';
import { encodePage } from './page-encoder.ts';
import { createUnacknowledged, type Unacknowledged } from './unacknowledged.ts';

const { 'scanners.list': list, 'scanners.describe': describe, 'scanners.scan': scan, 'scanners.acknowledge': acknowledge, 'scanners.cancel': cancel } = deviceApi;
export const scanOperations = {
  'scanners.list': list,
  'scanners.describe': describe,
  'scanners.scan': scan,
  'scanners.acknowledge': acknowledge,
  'scanners.cancel': cancel,
} satisfies Partial<DeviceApi>;

/** How many finished pages may be on their way to the spool: memory stays flat however slow the disk is. */
const maxUnacknowledged = 2;
const progressEveryMs = 200;

type ScanInput = { readonly scanId: ScanId; readonly scannerId: string; readonly settings: ScanSettings };
type RunningScan = {
  readonly scanId: ScanId;
  readonly controller: AbortController;
  readonly unacknowledged: Unacknowledged;
  /** Sides that the device has delivered. */
  sidesRead: number;
  /** Sides that were sent as `scan.page`. */
  pagesDone: number;
};

type ScanResult = { readonly pagesDone: number; readonly isCancelled: boolean };

function beginScan(scanId: ScanId): RunningScan {
  return { scanId, controller: new AbortController(), unacknowledged: createUnacknowledged(maxUnacknowledged), sidesRead: 0, pagesDone: 0 };
}

export type ScanService = {
  readonly handlers: Handlers<typeof scanOperations, unknown>;
  /** Cancels what runs and waits until the device is closed. */
  readonly stop: () => Promise<void>;
};

async function sendPage(running: RunningScan, page: RawPage, emit: Emit<DeviceEvents>): Promise<void> {
  const beganAt = performance.now();
  const { jpeg, thumbnailJpeg } = await encodePage(page);
  const processingMs = performance.now() - beganAt;
  // A cancelled scan still hands on what it has: the sheet has passed and would be missed.
  await running.unacknowledged.room(running.controller.signal);
  const { widthPx, heightPx, dpi } = page;
  const index = running.pagesDone;
  running.unacknowledged.add(index);
  running.pagesDone += 1;
  emit('scan.page', { scanId: running.scanId, index, widthPx, heightPx, dpi, jpeg, thumbnailJpeg, processingMs });
}

function progressReporter(running: RunningScan, emit: Emit<DeviceEvents>): (fraction: number) => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  return fraction => {
    const now = performance.now();
    if (fraction > 0 && now - lastAt < progressEveryMs) return;
    lastAt = now;
    emit('scan.progressed', { scanId: running.scanId, pagesDone: running.sidesRead, fraction });
  };
}

/** One side is encoded and sent while the device reads the next. */
async function runScan(running: RunningScan, pages: AsyncIterable<RawPage>, emit: Emit<DeviceEvents>): Promise<void> {
  let sending: Promise<void> = Promise.resolve();
  try {
    for await (const page of pages) {
      running.sidesRead += 1;
      await sending;
      sending = sendPage(running, page, emit);
      // Its failure is met by the next await; until then it must not count as unhandled.
      sending.catch(() => undefined);
    }
  } finally {
    await sending;
  }
}

type KnownScanners = {
  readonly list: () => Promise<readonly Scanner[]>;
  readonly describe: (scannerId: string) => Promise<ScannerCapabilities>;
};

/** While a scan runs the driver is taken, and what was last known is the answer. */
function rememberScanners(driver: () => ScanDriver, isTaken: () => boolean): KnownScanners {
  let lastList: readonly Scanner[] = [];
  const described = new Map<string, ScannerCapabilities>();
  return {
    list: async () => {
      if (!isTaken()) lastList = await driver().listScanners();
      return lastList;
    },
    describe: async scannerId => {
      const known = described.get(scannerId);
      if (isTaken() && known) return known;
      if (isTaken()) throw new AppError('scanner.busy');
      const capabilities = await driver().describe(scannerId);
      described.set(scannerId, capabilities);
      return capabilities;
    },
  };
}

/** Runs scans one at a time. */
export function createScanService(openDriver: () => ScanDriver, emit: Emit<DeviceEvents>): ScanService {
  let driver: ScanDriver | undefined;
  let running: RunningScan | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  const requireDriver = (): ScanDriver => (driver ??= openDriver());
  const known = rememberScanners(requireDriver, () => running !== undefined);
  const findRunning = (scanId: ScanId): RunningScan | undefined => (running?.scanId === scanId ? running : undefined);

  const startScan = async ({ scanId, scannerId, settings }: ScanInput): Promise<ScanResult> => {
    const scan = beginScan(scanId);
    running = scan;
    try {
      const onPrepared: ScanRequest['onPrepared'] = kind => {
        emit('scan.prepared', { scanId, kind });
      };
      const request = { scannerId, settings, onProgress: progressReporter(scan, emit), onPrepared };
      await runScan(scan, requireDriver().scan(request, scan.controller.signal), emit);
      return { pagesDone: scan.pagesDone, isCancelled: false };
    } catch (error) {
      if (!isAbort(error)) throw error;
      return { pagesDone: scan.pagesDone, isCancelled: true };
    } finally {
      running = undefined;
      // Behind the answer, which is on its way by then.
      setImmediate(() => void driver?.release?.());
    }
  };

  return {
    handlers: {
      'scanners.list': async () => ({ scanners: await known.list() }),
      'scanners.describe': ({ scannerId }) => known.describe(scannerId),
      'scanners.scan': async input => {
        if (running) throw new AppError('scan.already-running');
        const scan = startScan(input);
        ended = scan.catch(() => undefined);
        return scan;
      },
      'scanners.acknowledge': ({ scanId, index }) => {
        findRunning(scanId)?.unacknowledged.remove(index);
        return Promise.resolve({});
      },
      'scanners.cancel': ({ scanId }) => {
        findRunning(scanId)?.controller.abort();
        return Promise.resolve({});
      },
    },
    stop: async () => {
      running?.controller.abort();
      await ended;
      await driver?.release?.();
    },
  };
}
