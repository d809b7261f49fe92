import type { Scanner, ScannerCapabilities, ScanSettings } from '#shared/domain/scanning';
import type { StepLog } from '../step-log.ts';
import { readPage } from './page-reader.ts';
import { loadSaneAddon, type SaneAddon, type SaneDevice, type SaneFrame, type SaneScanner } from './sane-addon.ts';
import { capabilitiesOf } from './sane-capabilities.ts';
import { statusOf, withSaneErrors } from './sane-errors.ts';
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

async function* scanSides(scanner: SaneScanner, request: ScanRequest, deviceType: string): AsyncGenerator<RawPage> {
  const { settings, onProgress } = request;
  const { kind, dpi } = await applySettings(scanner, settings, deviceType);
  request.onPrepared(kind);
  const expectedRows = Math.ceil((settings.heightMm / 25.4) * dpi);
  for (let pagesDone = 0; pagesDone < sidesWanted(settings, kind); pagesDone += 1) {
    const first = await startSide(scanner, pagesDone);
    if (!first) return;
    onProgress(0);
    yield await withSaneErrors({ invalidCode: 'scanner.io-failed', params: { pagesDone } }, () =>
      readPage(scanner, first, { dpi, expectedRows, onProgress }),
    );
  }
}

/** Every scanner that SANE knows, through native/devices. libsane is loaded on the first call. */
export function createSaneDriver(steps: StepLog, silentAddon: SaneAddon = loadSaneAddon()): ScanDriver {
  const addon = tellSteps(silentAddon, steps);
  const types = new Map<string, string>();
  let open: SaneScanner | undefined;
  let closing: Promise<void> = Promise.resolve();

  /** All calls of libsane run on one thread, so whatever is asked next waits behind the closing. */
  const release = (): Promise<void> => {
    const left = open;
    open = undefined;
    if (left) closing = left.close().catch(() => undefined);
    return closing;
  };
  const openScanner = async (scannerId: string): Promise<SaneScanner> => {
    void release();
    return withSaneErrors({ invalidCode: 'scanner.not-found' }, () => addon.openScanner(scannerId));
  };

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
      const scanner = await openScanner(request.scannerId);
      open = scanner;
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

    release,
  };
}
