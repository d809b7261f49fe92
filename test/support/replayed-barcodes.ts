import { readFile, rename } from 'node:fs/promises';
import { deviceEvents } from '../../src-shared/contract/device-api.ts';
import { composeDevices } from '../../src-main/device-host/compose-devices.ts';
import { barcodeUsage } from '../../src-main/device-host/drivers/hid/barcode-reports.ts';
import type { HidPort } from '../../src-main/device-host/drivers/hid/hid-port.ts';
import { runDeviceHost } from '../../src-main/device-host/run-device-host.ts';

// The entry of a device host with a FAKE barcode scanner: what lies in the file REPLAYED_REPORT is the next report that it sends. All else is real.

const file = process.env['REPLAYED_REPORT'] ?? '';
const lookEveryMs = 50;

const port: HidPort = {
  list: () => Promise.resolve([{ path: 'replayed', usagePage: barcodeUsage.page, usage: barcodeUsage.usage, product: 'replayed' }]),
  open: (_path, { onReport }) => {
    const look = async (): Promise<void> => {
      const taken = `${file}.${String(process.pid)}`;
      // There are several device hosts; the first one takes it.
      await rename(file, taken);
      onReport(await readFile(taken));
    };
    const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
    return Promise.resolve({ close: () => { clearInterval(timer); } });
  },
};

runDeviceHost(deviceEvents, tell => {
  const devices = composeDevices(tell, () => port);
  // No kernel shows this scanner, so nobody would ask.
  void devices.handlers['barcodes.watch']({}, undefined);
  return devices;
});
