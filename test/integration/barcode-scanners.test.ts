import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDeviceClient } from '../../src-main/device-host/device-client.ts';
import { openHidPort } from '../../src-main/device-host/drivers/hid/hid-port.ts';
import { hasBarcodeScanner } from '../../src-main/features/barcodes/find-barcode-scanner.ts';

// No barcode scanner is here, and none can be made: the kernel's own listing is drawn in a folder, and reports are replayed in the unit tests.

test('a scanner is known by the usage page that the kernel shows of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'danglian-hid-'));
  const plugIn = async (name: string, descriptor: string): Promise<void> => {
    await mkdir(join(folder, name, 'device'), { recursive: true });
    await writeFile(join(folder, name, 'device', 'report_descriptor'), Buffer.from(descriptor, 'hex'));
  };
  expect(await hasBarcodeScanner(join(folder, 'nothing'))).toBe(false);
  // A keyboard: usage page "generic desktop".
  await plugIn('hidraw0', '05010906a101050719e029e7150025017501950881020000c0');
  expect(await hasBarcodeScanner(folder)).toBe(false);
  await plugIn('hidraw1', '058c0902a10109128502150026ff00750895019afb00');
  expect(await hasBarcodeScanner(folder)).toBe(true);
  await rm(folder, { recursive: true });
});

test('the device host listens without a scanner, quietly, and ends when it is told', async () => {
  const heard: string[] = [];
  const client = createDeviceClient({ env: {}, log: { info: () => undefined, warn: message => void heard.push(message) }, onEvent: event => void heard.push(event.name) });
  const watching = client.call('barcodes.watch', {}).catch((error: unknown) => error);
  await new Promise(resolve => setTimeout(resolve, 1_500));
  await client.close();
  // Where the package or libusb is missing, that is the answer.
  expect(await watching).toMatchObject({ code: expect.stringMatching(/^(device-host\.crashed|barcode\.unavailable)$/) as string });
  expect(heard).toEqual([]);
});

test('node-hid lists what there is', async () => {
  expect(Array.isArray(await openHidPort().list())).toBe(true);
});
