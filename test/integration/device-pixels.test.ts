import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';
import { readPage } from '../../src-main/device-host/drivers/page-reader.ts';
import { loadSaneAddon, type SaneAddon, type SaneScanner } from '../../src-main/device-host/drivers/sane-addon.ts';
import type { RawPage } from '../../src-main/device-host/drivers/scan-driver.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';

const run = promisify(execFile);

let stack: TestScanner;
let addon: SaneAddon;
beforeAll(async () => {
  await buildNative();
  stack = await startTestScanner();
  // libsane lives in this very process here: it reads the environment once.
  process.env['SANE_CONFIG_DIR'] = stack.env['SANE_CONFIG_DIR'];
  addon = loadSaneAddon();
});
afterAll(() => stack.stop());

type Values = Readonly<Record<string, string | number | boolean>>;

async function openWith(values: Values): Promise<SaneScanner> {
  const scanner = await addon.openScanner('test:0');
  for (const [name, value] of Object.entries(values)) {
    const option = (await scanner.options()).find(each => each.name === name);
    await scanner.set(option!.index, value);
  }
  return scanner;
}

async function scanWith(values: Values): Promise<RawPage> {
  const scanner = await openWith(values);
  const page = await readPage(scanner, await scanner.start(), { dpi: 100, expectedRows: 1000, onProgress: () => undefined });
  await scanner.close();
  return page;
}

/** The same page by SANE's own program: header, then rows. */
async function scanimage(values: Values): Promise<{ header: string; rows: Buffer }> {
  const args = Object.entries(values).map(([name, value]) => `--${name}=${typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)}`);
  const { stdout } = await run('scanimage', ['-d', 'test:0', ...args, '--format=pnm'], { encoding: 'buffer', maxBuffer: 1e9, env: { ...process.env, ...stack.env } });
  const header = /^(P\d)\n(?:#.*\n)*\d+ \d+\n(?:\d+\n)?/.exec(stdout.subarray(0, 200).toString('latin1'))![0];
  return { header, rows: stdout.subarray(header.length) };
}

/** Named in full: the test device keeps what was set from one opening to the next. */
const color = { mode: 'Color', resolution: 300, 'test-picture': 'Color pattern', depth: 8, 'three-pass': false } as const;

test('a colour page of A4 is byte for byte what scanimage gives', async () => {
  const page = await scanWith(color);
  const { rows } = await scanimage(color);
  expect([page.widthPx, page.heightPx, page.channels]).toEqual([2480, 3507, 3]);
  expect(rows.equals(page.data)).toBe(true);
});

test('a page in three passes is put together to the same picture', async () => {
  const page = await scanWith({ ...color, resolution: 100, 'three-pass': true, 'three-pass-order': 'BRG' });
  const { rows } = await scanimage({ ...color, resolution: 100 });
  expect(rows.equals(page.data)).toBe(true);
});

test('of 16 bits a sample the upper 8 remain', async () => {
  const values = { ...color, resolution: 75, depth: 16 };
  const page = await scanWith(values);
  const { rows } = await scanimage(values);
  // A PNM file has the upper byte first.
  expect(page.data.equals(Buffer.from(rows.filter((_byte, index) => index % 2 === 0)))).toBe(true);
});

test('of line art each bit becomes a black or white byte', async () => {
  const values = { mode: 'Gray', resolution: 100, 'test-picture': 'Grid', depth: 1 };
  const page = await scanWith(values);
  const { header, rows } = await scanimage(values);
  expect(header).toMatch(/^P4/);
  const rowBytes = Math.ceil(page.widthPx / 8);
  const expected = Buffer.alloc(page.data.length);
  for (let at = 0; at < expected.length; at += 1) {
    const [y, x] = [Math.floor(at / page.widthPx), at % page.widthPx];
    expected[at] = (rows[y * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 0 : 255;
  }
  expect(new Set(expected)).toEqual(new Set([0, 255]));
  expect(page.data.equals(expected)).toBe(true);
});

test('what the device makes of a value comes back with it', async () => {
  const scanner = await openWith({ 'enable-test-options': true });
  const option = (await scanner.options()).find(each => each.name === 'int-constraint-range')!;
  expect(option.range).toEqual({ min: 4, max: 192, quant: 2 });
  expect(await scanner.set(option.index, 33)).toMatchObject({ value: 34, isInexact: true });
  await scanner.close();
});

test.each([
  ['no such option', 9_999, 1],
  ['a text for a number', 'resolution', 'many'],
  ['a text longer than the option holds', 'mode', 'x'.repeat(500)],
])('%s is refused as data', async (_name, which, value) => {
  const scanner = await openWith({});
  const index = typeof which === 'number' ? which : (await scanner.options()).find(each => each.name === which)!.index;
  await expect(scanner.set(index, value)).rejects.toMatchObject({ status: 'inval' });
  await scanner.close();
});

test('closing in the middle of a page is safe, and everything after it is refused', async () => {
  const scanner = await openWith({ ...color, 'read-delay': true, 'read-delay-duration': 20_000 });
  await scanner.start();
  const reading = scanner.read().catch(() => undefined);
  await scanner.close();
  await reading;
  await expect(scanner.read()).rejects.toMatchObject({ status: 'cancelled' });
  await expect(scanner.start()).rejects.toMatchObject({ status: 'inval' });
  await scanner.close();
});

test('closing right behind the start, again and again, leaves nobody waiting: the driver dies in no lock', async () => {
  const many = 150;
  for (let times = 0; times < many; times += 1) {
    const scanner = await openWith({ ...color, resolution: 100, 'read-delay': false });
    // Every other one is closed while its start is still under way.
    const started = scanner.start().catch(() => undefined);
    if (times % 2 === 0) await started;
    await scanner.close();
    await started;
  }
}, 60_000);

test('a cancelled page is cancelled, though the driver calls it ended', async () => {
  const scanner = await openWith({ ...color, 'read-delay': true, 'read-delay-duration': 20_000 });
  await scanner.start();
  await scanner.read();
  scanner.cancel();
  const drain = async (): Promise<void> => {
    while ((await scanner.read()) !== null);
  };
  await expect(drain()).rejects.toMatchObject({ status: 'cancelled' });
  await scanner.close();
});

test('a driver that makes closed pipes deadly does not: the process keeps its own handler of SIGPIPE', async () => {
  const scanner = await openWith(color);
  await scanner.start();
  scanner.cancel();
  await scanner.close();
  const caught = /^SigCgt:\s+([0-9a-f]+)$/m.exec(await readFile('/proc/self/status', 'utf8'))![1]!;
  const sigpipe = 13n;
  expect((BigInt(`0x${caught}`) >> (sigpipe - 1n)) & 1n).toBe(1n);
});

async function countBytes(scanner: SaneScanner): Promise<number> {
  let bytes = 0;
  for (let rows = await scanner.read(); rows !== null; rows = await scanner.read()) if (typeof rows !== 'number') bytes += rows.length;
  return bytes;
}

test('pieces that nobody takes hold back a device that does not say how much will come, and are all there in the end', async () => {
  const scanner = await openWith({ ...color, resolution: 1200, 'hand-scanner': true });
  const frame = await scanner.start();
  expect(frame.lines).toBe(-1);
  const before = process.memoryUsage().rss;
  await new Promise(resolve => setTimeout(resolve, 500));
  // More than a hundred megabytes; eight pieces of 1 MiB may wait.
  expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
  const bytes = await countBytes(scanner);
  expect(bytes).toBeGreaterThan(60e6);
  expect(bytes % (frame.widthPx * 3)).toBe(0);
  await scanner.close();
});

test('a frame that says how many lines it has comes in one piece, and tells how far it is', async () => {
  const scanner = await openWith({ ...color, resolution: 300, 'hand-scanner': false, 'read-delay': true, 'read-delay-duration': 1_000 });
  const frame = await scanner.start();
  const whole = frame.widthPx * frame.lines * 3;
  const told: number[] = [];
  const parts: number[] = [];
  for (let rows = await scanner.read(); rows !== null; rows = await scanner.read()) (typeof rows === 'number' ? told : parts).push(typeof rows === 'number' ? rows : rows.length);
  expect(parts).toEqual([whole]);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.length).toBeGreaterThan(2);
  expect(told.at(-1)).toBeLessThanOrEqual(whole);
  await scanner.close();
});
