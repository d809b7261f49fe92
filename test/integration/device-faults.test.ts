import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';
import { deviceHostsOf, isAlive, openDeviceDesk, residentMiB, until, type DeviceDesk } from '../support/device-desk.ts';
import { startScriptedScanner, type ScannerScript, type ScriptedScanner } from '../support/scripted-scanner.ts';

const ioError = 9;
const jammed = 6;
const small = { source: 'ADF Front', mode: 'True Gray', resolutionDpi: 150 } as const;

let scanner: ScriptedScanner;
let desk: DeviceDesk;
beforeAll(async () => {
  await buildNative();
});
beforeEach(async () => {
  scanner = await startScriptedScanner();
});
afterEach(async () => {
  await desk.close();
  await scanner.stop();
});

async function deskWith(script: ScannerScript, silenceMs?: number): Promise<DeviceDesk> {
  await scanner.setScript(script);
  desk = openDeviceDesk({ env: scanner.env, ...(silenceMs === undefined ? {} : { silenceMs }) });
  return desk;
}

async function onlyHost(): Promise<number> {
  await until(async () => (await deviceHostsOf()).length === 1);
  return (await deviceHostsOf())[0]!;
}

describe('a stack', () => {
  test('is described with the words of its vendor', async () => {
    const { client } = await deskWith({});
    expect(await client.call('scanners.describe', { scannerId: scanner.scannerId })).toEqual({
      sources: [
        { name: 'Flatbed', kind: 'flatbed' },
        { name: 'ADF Front', kind: 'feeder' },
        { name: 'ADF Duplex', kind: 'duplex' },
      ],
      modes: [
        { name: 'True Gray', kind: 'gray' },
        { name: '24bit Color', kind: 'color' },
      ],
      resolutionsDpi: [150, 300, 600],
      maxWidthMm: 216,
      maxHeightMm: 356,
      options: [],
      hasButtons: true,
    });
  });

  test('of six sheets scanned on both sides gives twelve pages, each with its own picture', async () => {
    const { scan } = await deskWith({ sheets: 6 });
    const running = scan(scanner.scannerId, { ...small, source: 'ADF Duplex', heightMm: 200 });
    expect(await running.result).toEqual({ pagesDone: 12, isCancelled: false });
    const tones = await Promise.all(running.pages.map(async page => (await sharp(page.jpeg).stats()).channels[0]!.mean));
    expect(tones.map(Math.round)).toEqual([...Array(12).keys()].map(index => (index + 1) * 20));
  });

  test('of which two sheets are wanted gives four sides', async () => {
    const { scan } = await deskWith({ sheets: 6 });
    const running = scan(scanner.scannerId, { ...small, source: 'ADF Duplex', heightMm: 200, maxPages: 2 });
    expect(await running.result).toEqual({ pagesDone: 4, isCancelled: false });
  });

  test('that is not there is no paper', async () => {
    const { scan } = await deskWith({ sheets: 0 });
    await expect(scan(scanner.scannerId, { ...small, heightMm: 200 }).result).rejects.toMatchObject({ code: 'scanner.no-paper' });
  });

  test('that may lie on the glass instead comes from the feeder as long as there is paper in it', async () => {
    const { scan } = await deskWith({ sheets: 2 });
    const either = { ...small, sourceWhenEmpty: 'Flatbed' };
    expect(await scan(scanner.scannerId, either).result).toEqual({ pagesDone: 2, isCancelled: false });
    await scanner.setScript({ sheets: 0 });
    expect(await scan(scanner.scannerId, either).result).toEqual({ pagesDone: 1, isCancelled: false });
    await expect(scan(scanner.scannerId, small).result).rejects.toMatchObject({ code: 'scanner.no-paper' });
  });

  test('is not scanned with a resolution that the device would round', async () => {
    const { scan } = await deskWith({});
    const running = scan(scanner.scannerId, { ...small, heightMm: 200, resolutionDpi: 200 });
    await expect(running.result).rejects.toMatchObject({ code: 'scanner.setting-refused', params: { setting: 'resolution 200 (300)' } });
  });

  test('of sixty sheets keeps the memory of the device host flat', async () => {
    const { scan } = await deskWith({ sheets: 60 });
    const running = scan(scanner.scannerId, { source: 'ADF Front', mode: '24bit Color', heightMm: 140 });
    await until(() => running.pages.length >= 15, 90_000);
    const host = await onlyHost();
    const early = await residentMiB(host);
    await until(() => running.pages.length >= 59, 90_000);
    const late = await residentMiB(host);
    expect(await running.result).toEqual({ pagesDone: 60, isCancelled: false });
    // A page has 12 MB here, so a leak of one page in ten would show.
    expect(late - early).toBeLessThan(60);
    expect(late).toBeLessThan(300);
  }, 240_000);

  test('waits while two pages are not yet safe, and that is nobody\'s fault', async () => {
    const { scan, client } = await deskWith({ sheets: 5 }, 700);
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 }, { isAcknowledging: false });
    await until(() => running.pages.length === 2);
    await sleep(1_500);
    expect(running.pages).toHaveLength(2);
    for (let index = 0; index < 5; index += 1) {
      await until(() => running.pages.length > index);
      await client.call('scanners.acknowledge', { scanId: running.scanId, index });
    }
    expect(await running.result).toEqual({ pagesDone: 5, isCancelled: false });
  });
});

test('a button of the scanner is told once for each press; what was pressed before anybody asked is not', async () => {
  await scanner.holdButton(true);
  const { client, scan } = await deskWith({ sheets: 1 });
  const look = async (): Promise<boolean> => (await client.call('scanners.peek', { scannerId: scanner.scannerId })).isPressed;
  expect([await look(), await look()]).toEqual([false, false]);
  await scanner.holdButton(false);
  expect(await look()).toBe(false);
  await scanner.holdButton(true);
  expect([await look(), await look()]).toEqual([true, false]);
  // The device is let go of for the scan, and asked anew after it.
  const running = scan(scanner.scannerId, small);
  expect(await look()).toBe(false);
  expect(await running.result).toEqual({ pagesDone: 1, isCancelled: false });
  expect(await look()).toBe(false);
});

describe('a fault in the middle of a stack keeps what was scanned before it', () => {
  test.each([
    ['a jam', { fail_page: 3, fail_status: jammed }, 'scanner.paper-jam'],
    ['a broken cable', { fail_page: 3, fail_status: ioError }, 'scanner.io-failed'],
    ['a page that ends too early', { short_page: 3 }, 'scanner.page-incomplete'],
  ])('%s', async (_name, script, code) => {
    const { scan } = await deskWith({ sheets: 5, ...script });
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 });
    await expect(running.result).rejects.toMatchObject({ code, params: { pagesDone: 2 } });
    expect(running.pages).toHaveLength(2);
    await scanner.setScript({ sheets: 3 });
    expect(await scan(scanner.scannerId, { ...small, heightMm: 200 }).result).toEqual({ pagesDone: 3, isCancelled: false });
  });

  test('a driver that crashes: the host is replaced, and the next scan works', async () => {
    const { scan } = await deskWith({ sheets: 5, crash_page: 3 });
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 });
    await expect(running.result).rejects.toMatchObject({ code: 'device-host.crashed' });
    expect(running.pages.length).toBeGreaterThanOrEqual(1);
    await scanner.setScript({ sheets: 2 });
    expect(await scan(scanner.scannerId, { ...small, heightMm: 200 }).result).toEqual({ pagesDone: 2, isCancelled: false });
  });

  test('a driver that never returns: the scanner does not respond, the host is killed, and the next scan works', async () => {
    const { scan } = await deskWith({ sheets: 5, hang_page: 3 }, 1_500);
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 });
    await until(() => running.pages.length === 2);
    const host = await onlyHost();
    const hangingSince = performance.now();
    await expect(running.result).rejects.toMatchObject({ code: 'scanner.not-responding' });
    expect(performance.now() - hangingSince).toBeLessThan(4_000);
    await until(() => !isAlive(host));
    await scanner.setScript({ sheets: 2 });
    expect(await scan(scanner.scannerId, { ...small, heightMm: 200 }).result).toEqual({ pagesDone: 2, isCancelled: false });
  });

  test('a cancel that the driver ignores ends in the same way', async () => {
    const { scan, client } = await deskWith({ sheets: 5, hang_page: 2 }, 3_000);
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 });
    await until(() => running.pages.length === 1);
    await client.call('scanners.cancel', { scanId: running.scanId });
    await expect(running.result).rejects.toMatchObject({ code: 'scanner.not-responding' });
  });

  test('a host that is killed: said within two seconds, and the next scan works', async () => {
    const { scan } = await deskWith({ sheets: 5, slow_us: 20_000 });
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 });
    await until(() => running.pages.length === 1, 20_000);
    process.kill(await onlyHost(), 'SIGKILL');
    const killedAt = performance.now();
    await expect(running.result).rejects.toMatchObject({ code: 'device-host.crashed' });
    expect(performance.now() - killedAt).toBeLessThan(2_000);
    await scanner.setScript({ sheets: 2 });
    expect(await scan(scanner.scannerId, { ...small, heightMm: 200 }).result).toEqual({ pagesDone: 2, isCancelled: false });
  });

  test('a host whose event loop stands still is replaced', async () => {
    const { scan, client } = await deskWith({ sheets: 5, slow_us: 20_000 });
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 });
    await until(() => running.pages.length === 1, 20_000);
    process.kill(await onlyHost(), 'SIGSTOP');
    await expect(running.result).rejects.toMatchObject({ code: 'device-host.crashed' });
    expect((await client.call('scanners.list', {})).scanners).toHaveLength(1);
  });
});

describe('the end of the parent', () => {
  test('closing the client leaves no process behind, even in the middle of a page', async () => {
    const { scan, client } = await deskWith({ sheets: 5, slow_us: 20_000 });
    const running = scan(scanner.scannerId, { ...small, heightMm: 200 });
    await until(() => running.pages.length === 1, 20_000);
    const host = await onlyHost();
    await client.close();
    expect(isAlive(host)).toBe(false);
    await expect(running.result).rejects.toMatchObject({ code: 'device-host.crashed' });
    await expect(client.call('scanners.list', {})).rejects.toMatchObject({ code: 'device-host.crashed' });
  });

  test.each([
    ['while it scans', { slow_us: 20_000 }],
    ['while the driver hangs', { hang_page: 1 }],
  ])('a parent that is killed %s leaves no orphan', async (_name, script) => {
    await deskWith({ sheets: 5, ...script });
    const program = fileURLToPath(new URL('../support/scanning-parent.ts', import.meta.url));
    const parent = spawn(process.execPath, [program, scanner.scannerId], { env: { ...process.env, ...scanner.env }, stdio: 'ignore' });
    await until(async () => (await deviceHostsOf(parent.pid)).length === 1, 20_000);
    const [host] = await deviceHostsOf(parent.pid);
    await sleep(1_500);
    const gone = once(parent, 'exit');
    parent.kill('SIGKILL');
    await gone;
    await until(() => !isAlive(host!), 5_000);
  });
});
