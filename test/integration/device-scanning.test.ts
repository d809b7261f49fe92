import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';
import { openDeviceDesk, until, type DeviceDesk } from '../support/device-desk.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';

const feeder = 'Automatic Document Feeder';

beforeAll(async () => {
  await buildNative();
});

describe("SANE's own test device", () => {
  let scanner: TestScanner;
  let desk: DeviceDesk;
  beforeAll(async () => {
    scanner = await startTestScanner();
    desk = openDeviceDesk({ env: scanner.env });
  });
  afterAll(async () => {
    await desk.close();
    await scanner.stop();
  });

  test('is listed, and describes itself', async () => {
    const { scanners } = await desk.client.call('scanners.list', {});
    expect(scanners.map(each => each.id)).toEqual(scanner.scannerIds);
    const capabilities = await desk.client.call('scanners.describe', { scannerId: scanner.scannerIds[0] });
    expect(capabilities).toMatchObject({
      sources: [
        { name: 'Flatbed', kind: 'flatbed' },
        { name: feeder, kind: 'feeder' },
      ],
      modes: [
        { name: 'Gray', kind: 'gray' },
        { name: 'Color', kind: 'color' },
      ],
      maxWidthMm: 320,
    });
    expect(capabilities.resolutionsDpi).toEqual(expect.arrayContaining([300, 600]));
  });

  test('gives one page from the flatbed: a JPEG with full colour and its true resolution, and a small picture', async () => {
    const scan = desk.scan(scanner.scannerIds[0], { source: 'Flatbed', mode: 'Color', maxPages: 5 });
    expect(await scan.result).toEqual({ pagesDone: 1, isCancelled: false });
    const [page] = scan.pages;
    expect(page).toMatchObject({ index: 0, widthPx: 2480, heightPx: 3507, dpi: 300 });
    expect(await sharp(page!.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 2480, height: 3507, density: 300, chromaSubsampling: '4:4:4' });
    expect(Buffer.from(page!.jpeg.subarray(6, 10)).toString('latin1')).toBe('JFIF');
    expect(await sharp(page!.thumbnailJpeg).metadata()).toMatchObject({ width: 220, height: 311 });
  });

  test('gives a gray page with one channel', async () => {
    const scan = desk.scan(scanner.scannerIds[0], { source: 'Flatbed', mode: 'Gray', resolutionDpi: 150 });
    await scan.result;
    expect(await sharp(scan.pages[0]!.jpeg).metadata()).toMatchObject({ channels: 1, density: 150, width: 1240 });
  });

  test('gives the whole stack of ten sheets from the feeder, in order, and then ends by itself', async () => {
    const scan = desk.scan(scanner.scannerIds[1], { source: feeder, mode: 'Gray' });
    expect(await scan.result).toEqual({ pagesDone: 10, isCancelled: false });
    expect(scan.pages.map(page => page.index)).toEqual([...Array(10).keys()]);
  });

  test('stops after as many sheets as were wanted', async () => {
    const scan = desk.scan(scanner.scannerIds[0], { source: feeder, mode: 'Gray', maxPages: 3 });
    expect(await scan.result).toEqual({ pagesDone: 3, isCancelled: false });
  });

  test('answers a second scan, a list and a description while one runs', async () => {
    const scan = desk.scan(scanner.scannerIds[0], { source: feeder, mode: 'Gray' });
    await until(() => scan.pages.length > 0);
    await expect(desk.scan(scanner.scannerIds[1]).result).rejects.toMatchObject({ code: 'scan.already-running' });
    expect((await desk.client.call('scanners.list', {})).scanners).toHaveLength(2);
    expect((await desk.client.call('scanners.describe', { scannerId: scanner.scannerIds[0] })).sources).toHaveLength(2);
    expect((await scan.result).pagesDone).toBe(10);
  });

  test.each([
    ['source Back', { source: 'Back' }],
    ['mode Infrared', { mode: 'Infrared' }],
    ['br-y 900 mm', { heightMm: 900 }],
  ])('refuses what it cannot do, by name: %s', async (setting, settings) => {
    const refusal = { code: 'scanner.setting-refused', params: { setting } };
    await expect(desk.scan(scanner.scannerIds[0], settings).result).rejects.toMatchObject(refusal);
  });

  test('an unknown scanner is not found', async () => {
    await expect(desk.scan('test:9').result).rejects.toMatchObject({ code: 'scanner.not-found' });
    await expect(desk.client.call('scanners.describe', { scannerId: 'nothing:0' })).rejects.toMatchObject({ code: 'scanner.not-found' });
  });

  test('input that is no operation, or not its shape, is answered with a code', async () => {
    // `as`: what the types forbid is what is tested.
    await expect(desk.client.call('scanners.describe', {} as { scannerId: string })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('a device with a setting of its own', () => {
  const opened: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });
  async function open(settings: Readonly<Record<string, string>>): Promise<DeviceDesk> {
    const scanner = await startTestScanner({ settings });
    const desk = openDeviceDesk({ env: scanner.env });
    opened.push(scanner.stop, desk.close);
    return desk;
  }

  test.each([
    ['SANE_STATUS_JAMMED', 'scanner.paper-jam'],
    ['SANE_STATUS_COVER_OPEN', 'scanner.cover-open'],
    ['SANE_STATUS_NO_DOCS', 'scanner.no-paper'],
    ['SANE_STATUS_DEVICE_BUSY', 'scanner.busy'],
    ['SANE_STATUS_IO_ERROR', 'scanner.io-failed'],
    ['SANE_STATUS_NO_MEM', 'scanner.io-failed'],
    ['SANE_STATUS_ACCESS_DENIED', 'scanner.busy'],
    ['SANE_STATUS_EOF', 'scanner.page-incomplete'],
  ])('%s of the driver is %s', async (status, code) => {
    const desk = await open({ 'read-status-code': `"${status}"` });
    const scan = desk.scan('test:0', { source: feeder });
    await expect(scan.result).rejects.toMatchObject({ code, params: { pagesDone: 0 } });
    expect(scan.pages).toEqual([]);
  });

  test('a scan that is cancelled ends at once without its half page, and the next one works', async () => {
    const desk = await open({ 'read-delay': 'true', 'read-delay-duration': '20000' });
    const scan = desk.scan('test:0', { source: feeder });
    await until(() => scan.pages.length === 1);
    const cancelledAt = performance.now();
    await desk.client.call('scanners.cancel', { scanId: scan.scanId });
    expect(await scan.result).toEqual({ pagesDone: scan.pages.length, isCancelled: true });
    expect(performance.now() - cancelledAt).toBeLessThan(2_000);
    expect((await desk.scan('test:0', { source: 'Flatbed', resolutionDpi: 75 }).result).pagesDone).toBe(1);
  });

  test('a hand scanner, which does not say how many lines come, gives a whole page', async () => {
    const desk = await open({ 'hand-scanner': 'true' });
    const scan = desk.scan('test:0', { resolutionDpi: 100 });
    expect(await scan.result).toMatchObject({ pagesDone: 1 });
    expect(scan.pages[0]!.heightPx).toBeGreaterThan(100);
  });

  test('a three-pass scanner gives a colour page', async () => {
    const desk = await open({ 'three-pass': 'true', 'three-pass-order': 'GBR' });
    const scan = desk.scan('test:0', { source: 'Flatbed', mode: 'Color', resolutionDpi: 100 });
    expect(await scan.result).toMatchObject({ pagesDone: 1 });
    expect(await sharp(scan.pages[0]!.jpeg).metadata()).toMatchObject({ channels: 3, width: 826 });
  });

  test('without libsane the answer says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dl-sane-'));
    await writeFile(join(folder, 'libsane.so.1'), 'no library');
    const desk = openDeviceDesk({ env: { LD_LIBRARY_PATH: folder } });
    opened.push(() => rm(folder, { recursive: true }), desk.close);
    await expect(desk.client.call('scanners.list', {})).rejects.toMatchObject({ code: 'scanner.unavailable' });
  });
});
