import { createRequire } from 'node:module';
import { AppError } from '#shared/errors/app-error';

export type HidDevice = { readonly path: string; readonly usagePage: number; readonly usage: number; readonly product: string };

export type HidConnection = { readonly close: () => void };
export type HidListener = { readonly onReport: (report: Uint8Array) => void; /** Pulled out, or lost; nothing follows. */ readonly onLost: () => void };

/** The face of node-hid, as far as it is used; a test replays reports through another one. */
export type HidPort = {
  readonly list: () => Promise<readonly HidDevice[]>;
  /** Rejects when this user may not read the device. */
  readonly open: (path: string, listener: HidListener) => Promise<HidConnection>;
};

/** The part of node-hid 3.4.0 that is used, written down here: its own types would have to be there to check this program at all. */
type NodeHid = {
  readonly devicesAsync: () => Promise<readonly { readonly path?: string; readonly usagePage?: number; readonly usage?: number; readonly product?: string }[]>;
  readonly HIDAsync: { readonly open: (path: string) => Promise<OpenHid> };
};
type OpenHid = {
  readonly on: (event: 'data' | 'error', listener: (value: Uint8Array) => void) => void;
  readonly close: () => Promise<void>;
};

/** Throws `barcode.unavailable` where the package or libusb/udev below it is missing: a terminal without barcode scanners lacks nothing. */
export function openHidPort(): HidPort {
  const hid = loadNodeHid();
  return {
    list: async () => {
      const devices = await hid.devicesAsync();
      return devices.flatMap(({ path, usagePage = 0, usage = 0, product = '' }) => (path === undefined ? [] : [{ path, usagePage, usage, product }]));
    },
    open: async (path, { onReport, onLost }) => {
      const device = await hid.HIDAsync.open(path);
      device.on('data', onReport);
      device.on('error', onLost);
      return {
        // Closing one that was pulled out fails, and is closed all the same.
        close: () => void device.close().catch(() => undefined),
      };
    },
  };
}

function loadNodeHid(): NodeHid {
  try {
    // Loaded here, not imported: no other child has a use for it. `as`: see above.
    return createRequire(import.meta.url)('node-hid') as NodeHid;
  } catch (cause) {
    throw new AppError('barcode.unavailable', {}, { cause });
  }
}
