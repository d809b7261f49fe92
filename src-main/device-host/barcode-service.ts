import { setTimeout as sleep } from 'node:timers/promises';
import { deviceApi, type DeviceApi, type DeviceEvents } from '#shared/contract/device-api';
import type { Emit, Handlers } from '#shared/contract/operation';
import { barcodeUsage, createReportReader } from './drivers/hid/barcode-reports.ts';
import type { HidConnection, HidDevice, HidPort } from './drivers/hid/hid-port.ts';

const { 'barcodes.watch': watch } = deviceApi;
export const barcodeOperations = { 'barcodes.watch': watch } satisfies Partial<DeviceApi>;

export type BarcodeService = { readonly handlers: Handlers<typeof barcodeOperations, unknown>; readonly stop: () => void };

/** Plugged in while the terminal runs: noticed within this time. Listing takes some milliseconds. */
const lookEveryMs = 2_000;

type Listening = {
  /** Opens what is new and lets go what is gone. */
  readonly follow: (present: readonly HidDevice[]) => Promise<void>;
  readonly close: () => void;
};

function listenTo(port: HidPort, emit: Emit<DeviceEvents>): Listening {
  const open = new Map<string, HidConnection>();
  const drop = (path: string): void => {
    open.get(path)?.close();
    open.delete(path);
  };
  const connect = async ({ path }: HidDevice): Promise<void> => {
    const read = createReportReader();
    const connection = await port
      .open(path, {
        onReport: report => {
          const barcode = read(report, performance.now());
          if (barcode) emit('barcode.read', barcode);
        },
        onLost: () => {
          drop(path);
        },
      })
      // Not ours to read (no udev rule), or just being set up: the next look tries again.
      .catch(() => undefined);
    if (connection) open.set(path, connection);
  };
  return {
    follow: async present => {
      const scanners = present.filter(({ usagePage, usage }) => usagePage === barcodeUsage.page && usage === barcodeUsage.usage);
      for (const path of [...open.keys()]) if (!scanners.some(device => device.path === path)) drop(path);
      for (const device of scanners) if (!open.has(device.path)) await connect(device);
    },
    close: () => {
      for (const path of [...open.keys()]) drop(path);
    },
  };
}

/** Listens to every barcode scanner of the HID POS class. With none plugged in it looks from time to time and says nothing. */
export function createBarcodeService(openPort: () => HidPort, emit: Emit<DeviceEvents>): BarcodeService {
  let listening: Listening | undefined;
  let isStopped = false;
  return {
    handlers: {
      'barcodes.watch': async () => {
        const port = openPort();
        listening ??= listenTo(port, emit);
        while (!isStopped) {
          await listening.follow(await port.list());
          await sleep(lookEveryMs, undefined, { ref: false });
        }
        return {};
      },
    },
    stop: () => {
      isStopped = true;
      listening?.close();
    },
  };
}
