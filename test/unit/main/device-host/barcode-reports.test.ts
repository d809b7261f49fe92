import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBarcodeService } from '../../../../src-main/device-host/barcode-service.ts';
import { createReportReader } from '../../../../src-main/device-host/drivers/hid/barcode-reports.ts';
import type { HidDevice, HidListener, HidPort } from '../../../../src-main/device-host/drivers/hid/hid-port.ts';
import { AppError } from '../../../../src-shared/errors/app-error.ts';

/** Report 2 of the HID POS class, as vendors' manuals print it. REPLAYED: no barcode scanner is here. */
function aReport(text: string | Buffer, { aim = ']C1', goesOn = false, id = 2, length = -1 } = {}): Buffer {
  const report = Buffer.alloc(64);
  const data = Buffer.from(text as string); // `as`: Buffer.from takes either
  report[0] = id;
  report[1] = length < 0 ? data.length : length;
  report.write(aim, 2, 'latin1');
  data.copy(report, 5);
  report[63] = goesOn ? 1 : 0;
  return report;
}

test('one report is one barcode, with the symbology that the device names', () => {
  const read = createReportReader();
  expect(read(aReport('DL1M:4-1:3:12'), 0)).toEqual({ text: 'DL1M:4-1:3:12', symbology: 'C1' });
  expect(read(aReport('档案', { aim: ']Q1' }), 1)).toEqual({ text: '档案', symbology: 'Q1' });
  expect(read(aReport('123', { aim: '\0\0\0' }), 2)).toEqual({ text: '123', symbology: '' });
});

test('a long barcode comes in parts, the last with what lay in the buffer before', () => {
  // The example of a vendor's manual: a boarding pass of 60 characters, 56 and 4; byte 61 repeats the symbology.
  const text = 'M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23  1234';
  const first = aReport(text.slice(0, 56), { aim: ']Q0', goesOn: true });
  first[61] = 0x73;
  const read = createReportReader();
  expect(read(first, 0)).toBeUndefined();
  expect(read(aReport(text.slice(56), { aim: ']Q0' }), 5)).toEqual({ text, symbology: 'Q0' });
  const kept = createReportReader();
  const reused = aReport('A'.repeat(56), { goesOn: true });
  kept(reused, 0);
  // The driver fills its buffer again before the barcode is whole.
  reused.fill(0x42, 5, 61);
  expect(kept(aReport('C'), 1)?.text).toBe(`${'A'.repeat(56)}C`);
});

test('a last part that never came does not become the beginning of the next label', () => {
  const read = createReportReader();
  read(aReport('A'.repeat(56), { goesOn: true }), 0);
  expect(read(aReport('B'), 2_000)).toEqual({ text: 'B', symbology: 'C1' });
  read(aReport('A'.repeat(56), { goesOn: true }), 3_000);
  expect(read(aReport('B', { aim: ']Q1' }), 3_001)).toEqual({ text: 'B', symbology: 'Q1' });
});

test('what is no such report is passed over; an endless chain is no barcode', () => {
  const read = createReportReader();
  for (const wrong of [Buffer.alloc(0), Buffer.from([2]), aReport('x', { id: 3 }), aReport('x', { length: 57 }), aReport('x', { length: 255 }), aReport('long enough').subarray(0, 9), aReport('')]) expect(read(wrong, 0)).toBeUndefined();
  for (let part = 0; part < 200; part += 1) expect(read(aReport('A'.repeat(56), { goesOn: true }), part)).toBeUndefined();
  expect(read(aReport('fine'), 5_000)).toMatchObject({ text: 'fine' });
});

/** A FAKE port: devices that a test plugs in, and reports that it replays. */
function aFakePort(devices: HidDevice[], mayOpen: () => boolean = () => true) {
  const listeners = new Map<string, HidListener>();
  const closed: string[] = [];
  const port: HidPort = {
    list: () => Promise.resolve(devices),
    open: (path, listener) => {
      if (!mayOpen()) return Promise.reject(new Error('permission denied'));
      listeners.set(path, listener);
      return Promise.resolve({ close: () => void closed.push(path) });
    },
  };
  return { port, listeners, closed };
}

const aScanner = (path: string): HidDevice => ({ path, usagePage: 0x8c, usage: 2, product: 'Barcode scanner' });

test('only barcode scanners are opened; keyboards, mice and keys are not', async () => {
  const told: unknown[] = [];
  const { port, listeners, closed } = aFakePort([aScanner('a'), { ...aScanner('keyboard'), usagePage: 1, usage: 6 }, { ...aScanner('scale'), usagePage: 0x8d }]);
  const service = createBarcodeService(() => port, (_name, payload) => void told.push(payload));
  void service.handlers['barcodes.watch']({}, undefined);
  await sleep(10);
  expect([...listeners.keys()]).toEqual(['a']);
  listeners.get('a')?.onReport(aReport('DL1M:1::'));
  expect(told).toEqual([{ text: 'DL1M:1::', symbology: 'C1' }]);
  service.stop();
  expect(closed).toEqual(['a']);
});

test('one that may not be read, and a machine without any, leave the program quiet', async () => {
  const { port } = aFakePort([aScanner('a')], () => false);
  const service = createBarcodeService(() => port, () => { throw new Error('nothing to tell'); });
  void service.handlers['barcodes.watch']({}, undefined);
  await sleep(10);
  service.stop();
  const missing = createBarcodeService(() => { throw new AppError('barcode.unavailable'); }, () => undefined);
  await expect(missing.handlers['barcodes.watch']({}, undefined)).rejects.toMatchObject({ code: 'barcode.unavailable' });
});
