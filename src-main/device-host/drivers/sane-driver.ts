import type { Scanner, ScannerCapabilities, ScanSettings } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { StepLog } from '../step-log.ts';
import { readPage } from './page-reader.ts';
import { loadSaneAddon, type SaneAddon, type SaneDevice, type SaneFrame, type SaneScanner } from './sane-addon.ts';
import { capabilitiesOf } from './sane-capabilities.ts';
import { statusOf, withSaneErrors } from './sane-errors.ts';
import { watchButtons, type ButtonLook } from './watch-buttons.ts';
import { applySettings, type AppliedSettings } from './sane-settings.ts';
import { tellSteps } from './sane-steps.ts';
import type { RawPage, ScanDriver, ScanRequest } from './scan-driver.ts';

function scannerOf(device: SaneDevice): Scanner {
  return { id: device.name, vendor: device.vendor, model: device.model, kind: device.type };
}

function sidesWanted(settings: ScanSettings, kind: AppliedSettings['kind']): number {
  if (kind === 'flatbed') return 1;
  if (settings.maxPages === null) return Number.POSITIVE_INFINITY;
  return kind === 'duplex' ? settings.maxPages * 2 : settings.maxPages;
}

/** Undefined when the feeder is empty and something was scanned before; an empty feeder at the start is an error. */
async function startSide(scanner: SaneScanner, pagesDone: number): Promise<SaneFrame | undefined> {
  return withSaneErrors({ invalidCode: 'scanner.setting-refused', params: { setting: 'start', pagesDone } }, async () => {
    try {
      return await scanner.start();
    } catch (error) {
      if (pagesDone > 0 && statusOf(error) === 'no-docs') return undefined;
      throw error;
    }
  });
}

type Begun = AppliedSettings & { readonly first: SaneFrame | undefined };

/** The first side: from the feeder, or from the glass where that was asked for in case the feeder is empty. */
async function beginScan(scanner: SaneScanner, request: ScanRequest, deviceType: string): Promise<Begun> {
  const begin = async (settings: ScanSettings): Promise<Begun> => {
    const applied = await applySettings(scanner, settings, deviceType);
    request.onPrepared(applied.kind);
    return { ...applied, first: await startSide(scanner, 0) };
  };
  const { sourceWhenEmpty, ...settings } = request.settings;
  if (sourceWhenEmpty === undefined) return begin(settings);
  try {
    return await begin(settings);
  } catch (error) {
    // No device says more surely that there is no paper than by refusing to draw it in.
    if (!(error instanceof AppError && error.code === 'scanner.no-paper')) throw error;
    return begin({ ...settings, source: sourceWhenEmpty });
  }
}

async function* scanSides(scanner: SaneScanner, request: ScanRequest, deviceType: string): AsyncGenerator<RawPage> {
  const { settings, onProgress } = request;
  const { kind, dpi, ...begun } = await beginScan(scanner, request, deviceType);
  const expectedRows = Math.ceil((settings.heightMm / 25.4) * dpi);
  const wanted = sidesWanted(settings, kind);
  let { first } = begun;
  for (let pagesDone = 0; first !== undefined; ) {
    const frame = first;
    onProgress(0);
    yield await withSaneErrors({ invalidCode: 'scanner.io-failed', params: { pagesDone } }, () => readPage(scanner, frame, { dpi, expectedRows, onProgress }));
    pagesDone += 1;
    first = pagesDone < wanted ? await startSide(scanner, pagesDone) : undefined;
  }
}

/** So long after the last look at its buttons a device is let go of. */
const heldMs = 5_000;

type Hold = {
  /** Closes what is open: all calls of libsane run on one thread, so whatever is asked next waits behind the closing. */
  readonly release: () => Promise<void>;
  readonly keep: (scanner: SaneScanner) => SaneScanner;
};

/** The one device that is open beyond the call that opened it. */
function createHold(onRelease: () => void): Hold {
  let open: SaneScanner | undefined;
  let closing: Promise<void> = Promise.resolve();
  return {
    keep: scanner => (open = scanner),
    release: () => {
      const left = open;
      open = undefined;
      onRelease();
      if (left) closing = left.close().catch(() => undefined);
      return closing;
    },
  };
}

/** Looks at the buttons of one device at a time. */
function createLooks(open: (scannerId: string) => Promise<SaneScanner>, release: () => Promise<void>): { readonly peek: NonNullable<ScanDriver['peek']>; readonly forget: () => void } {
  let watched: { readonly scannerId: string; readonly look: ButtonLook } | undefined;
  let letGo: NodeJS.Timeout | undefined;
  return {
    peek: async scannerId => {
      if (watched?.scannerId !== scannerId) watched = { scannerId, look: watchButtons(await open(scannerId)) };
      const { look } = watched;
      clearTimeout(letGo);
      letGo = setTimeout(() => void release(), heldMs).unref();
      return withSaneErrors({ invalidCode: 'scanner.io-failed' }, look);
    },
    forget: () => {
      watched = undefined;
      clearTimeout(letGo);
    },
  };
}

/** Every scanner that SANE knows, through native/devices. libsane is loaded on the first call. */
export function createSaneDriver(steps: StepLog, silentAddon: SaneAddon = loadSaneAddon()): ScanDriver {
  const addon = tellSteps(silentAddon, steps);
  const types = new Map<string, string>();
  const { keep, release } = createHold(() => { looks.forget(); });
  const openScanner = async (scannerId: string, by: SaneAddon = addon): Promise<SaneScanner> => {
    void release();
    return withSaneErrors({ invalidCode: 'scanner.not-found' }, () => by.openScanner(scannerId));
  };
  // Told to nobody as a step: asked every other second, it would push all else out of a report. The parent's deadline ends what hangs.
  const looks = createLooks(async scannerId => keep(await openScanner(scannerId, silentAddon)), release);

  return {
    async listScanners(): Promise<readonly Scanner[]> {
      void release();
      const devices = await withSaneErrors({ invalidCode: 'scanner.unavailable' }, () => addon.listDevices());
      for (const device of devices) types.set(device.name, device.type);
      return devices.map(scannerOf);
    },

    async describe(scannerId): Promise<ScannerCapabilities> {
      const scanner = await openScanner(scannerId);
      try {
        const options = await withSaneErrors({ invalidCode: 'scanner.io-failed' }, () => scanner.options());
        return capabilitiesOf(options, types.get(scannerId) ?? '');
      } finally {
        await scanner.close();
      }
    },

    async *scan(request, signal): AsyncGenerator<RawPage> {
      const scanner = keep(await openScanner(request.scannerId));
      const cancel = (): void => {
        scanner.cancel();
      };
      signal.addEventListener('abort', cancel, { once: true });
      try {
        signal.throwIfAborted();
        yield* scanSides(scanner, request, types.get(request.scannerId) ?? '');
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },

    peek: looks.peek,
    release,
  };
}
