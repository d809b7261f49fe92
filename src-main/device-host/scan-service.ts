import { deviceApi, type DeviceApi, type DeviceEvents, type ScanId } from '#shared/contract/device-api';
import type { Emit, Handlers } from '#shared/contract/operation';
import type { ScannerPlace } from '#shared/domain/scanner-place';
import type { Scanner, ScannerCapabilities } from '#shared/domain/scanning';
import { AppError, isAbort } from '#shared/errors/app-error';
import { createButtonLooks } from './button-looks.ts';
import { probeEscl } from './drivers/escl/escl-driver.ts';
import { findAnnounced } from './drivers/escl/find-announced.ts';
import { removePlainFile } from './drivers/folder/read-plain-file.ts';
import type { ScanDriver, ScannedPage, ScanRequest } from './drivers/scan-driver.ts';
import { encodePage } from './page-encoder.ts';
import { createUnacknowledged, type Unacknowledged } from './unacknowledged.ts';

const { 'scanners.list': list, 'scanners.describe': describe, 'scanners.scan': scan, 'scanners.acknowledge': acknowledge, 'scanners.cancel': cancel, 'scanners.finish': finish, 'scanners.peek': peek, 'scanners.probe': probe, 'scanners.search': search, 'scanners.discardFile': discardFile } = deviceApi;
export const scanOperations = {
  'scanners.list': list,
  'scanners.describe': describe,
  'scanners.scan': scan,
  'scanners.acknowledge': acknowledge,
  'scanners.cancel': cancel,
  'scanners.finish': finish,
  'scanners.peek': peek,
  'scanners.probe': probe,
  'scanners.search': search,
  'scanners.discardFile': discardFile,
} satisfies Partial<DeviceApi>;

/** How many finished pages may be on their way to the spool: memory stays flat however slow the disk is. */
const maxUnacknowledged = 2;
const progressEveryMs = 200;

type ScanInput = Pick<ScanRequest, 'scannerId' | 'settings' | 'place' | 'taken'> & { readonly scanId: ScanId };
type RunningScan = {
  readonly scanId: ScanId;
  readonly controller: AbortController;
  /** Of a scan whose end only a person knows. */
  readonly finisher: AbortController | undefined;
  readonly unacknowledged: Unacknowledged;
  /** Sides that the device has delivered. */
  sidesRead: number;
  /** Sides that were sent as `scan.page`. */
  pagesDone: number;
};

/** Nobody says "that was all" to a feeder. */
const never = new AbortController().signal;

type ScanResult = { readonly pagesDone: number; readonly isCancelled: boolean };

function beginScan({ scanId, place }: ScanInput): RunningScan {
  return { scanId, controller: new AbortController(), finisher: place?.kind === 'folder' ? new AbortController() : undefined, unacknowledged: createUnacknowledged(maxUnacknowledged), sidesRead: 0, pagesDone: 0 };
}

export type ScanService = {
  readonly handlers: Handlers<typeof scanOperations, unknown>;
  /** Cancels what runs and waits until the device is closed. */
  readonly stop: () => Promise<void>;
};

async function sendPage(running: RunningScan, page: ScannedPage, emit: Emit<DeviceEvents>): Promise<void> {
  const beganAt = performance.now();
  const encoded = await encodePage(page);
  const processingMs = performance.now() - beganAt;
  // A cancelled scan still hands on what it has: the sheet has passed and would be missed.
  await running.unacknowledged.room(running.controller.signal);
  const index = running.pagesDone;
  running.unacknowledged.add(index);
  running.pagesDone += 1;
  emit('scan.page', { scanId: running.scanId, index, ...encoded, from: page.from ?? null, processingMs });
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
async function runScan(running: RunningScan, pages: AsyncIterable<ScannedPage>, emit: Emit<DeviceEvents>): Promise<void> {
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
  readonly list: (places: readonly ScannerPlace[]) => Promise<readonly Scanner[]>;
  readonly describe: (scannerId: string, place: ScannerPlace | null) => Promise<ScannerCapabilities>;
};

/** While a scan runs the driver is taken, and what was last known is the answer. */
function rememberScanners(driver: () => ScanDriver, isTaken: () => boolean): KnownScanners {
  let lastList: readonly Scanner[] = [];
  const described = new Map<string, ScannerCapabilities>();
  return {
    list: async places => {
      if (!isTaken()) lastList = await driver().listScanners(places);
      return lastList;
    },
    describe: async (scannerId, place) => {
      const known = described.get(scannerId);
      if (isTaken() && known) return known;
      if (isTaken()) throw new AppError('scanner.busy');
      const capabilities = await driver().describe(scannerId, place);
      described.set(scannerId, capabilities);
      return capabilities;
    },
  };
}

function requestOf({ scanId, ...asked }: ScanInput, scan: RunningScan, emit: Emit<DeviceEvents>): ScanRequest {
  return {
    ...asked,
    finished: scan.finisher?.signal ?? never,
    onProgress: progressReporter(scan, emit),
    onPrepared: kind => {
      emit('scan.prepared', { scanId, kind });
    },
    onRefused: (fileName, code) => {
      emit('scan.refused', { scanId, fileName, code });
    },
  };
}

type ControlHandlers = Pick<ScanService['handlers'], 'scanners.acknowledge' | 'scanners.finish' | 'scanners.cancel'>;

/** What is said to a scan that runs; to one that is over it means nothing. */
function controlHandlers(findRunning: (scanId: ScanId) => RunningScan | undefined): ControlHandlers {
  return {
    'scanners.acknowledge': ({ scanId, index }) => {
      findRunning(scanId)?.unacknowledged.remove(index);
      return Promise.resolve({});
    },
    'scanners.finish': ({ scanId }) => {
      const finisher = findRunning(scanId)?.finisher;
      const willEnd = finisher?.signal.aborted === false;
      finisher?.abort();
      return Promise.resolve({ willEnd });
    },
    'scanners.cancel': ({ scanId }) => {
      findRunning(scanId)?.controller.abort();
      return Promise.resolve({});
    },
  };
}

/** Runs scans one at a time. */
export function createScanService(openDriver: () => ScanDriver, emit: Emit<DeviceEvents>): ScanService {
  let driver: ScanDriver | undefined;
  let running: RunningScan | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  const looks = createButtonLooks();
  const requireDriver = (): ScanDriver => (driver ??= openDriver());
  const known = rememberScanners(requireDriver, () => running !== undefined);
  const findRunning = (scanId: ScanId): RunningScan | undefined => (running?.scanId === scanId ? running : undefined);

  const startScan = async (input: ScanInput): Promise<ScanResult> => {
    const scan = beginScan(input);
    running = scan;
    try {
      await looks.during(() => runScan(scan, requireDriver().scan(requestOf(input, scan, emit), scan.controller.signal), emit));
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
      'scanners.list': async ({ places }) => ({ scanners: await looks.during(() => known.list(places)) }),
      'scanners.describe': ({ scannerId, place }) => looks.during(() => known.describe(scannerId, place)),
      'scanners.peek': async ({ scannerId }) => ({ isPressed: await looks.look(() => requireDriver().peek?.(scannerId) ?? Promise.resolve(false)) }),
      'scanners.search': async () => ({ found: await findAnnounced() }),
      'scanners.probe': ({ address }) => probeEscl(address),
      'scanners.discardFile': async ({ folder, file }) => ({ isRemoved: await removePlainFile(folder, file) }),
      'scanners.scan': async input => {
        if (running) throw new AppError('scan.already-running');
        const scan = startScan(input);
        ended = scan.catch(() => undefined);
        return scan;
      },
      ...controlHandlers(findRunning),
    },
    stop: async () => {
      running?.controller.abort();
      await ended;
      await driver?.release?.();
    },
  };
}
