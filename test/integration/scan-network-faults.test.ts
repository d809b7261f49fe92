import { afterEach, beforeAll, expect, test } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';
import { deviceHostsOf, isAlive, openDeviceDesk, until, type DeviceDesk } from '../support/device-desk.ts';
import { startNetworkScanner, type NetworkScanner } from '../support/saned.ts';
import { shortPatience } from '../support/scan-floor.ts';

let scanner: NetworkScanner;
let desk: DeviceDesk;
beforeAll(async () => {
  await buildNative();
});
afterEach(async () => {
  await desk.close();
  await scanner.stop();
});

// SANE's net backend spins for ever when its server died, and ignores a cancel when it is frozen.
test.each([
  ['killed', 'SIGKILL'],
  ['frozen', 'SIGSTOP'],
] as const)('a network server that is %s in the middle of a page is noticed; the pages before are kept, and the next scan works', async (_name, signal) => {
  scanner = await startNetworkScanner({ 'read-limit': 'true', 'read-limit-size': '16384', 'read-delay': 'true', 'read-delay-duration': '100000' });
  desk = openDeviceDesk({ env: scanner.env, patience: shortPatience });
  const settings = { source: 'Automatic Document Feeder', mode: 'Gray', resolutionDpi: 75, widthMm: 100, heightMm: 100 };
  const running = desk.scan(scanner.scannerId, settings);
  await until(() => running.pages.length === 2, 60_000);
  const [host] = await deviceHostsOf();
  await scanner.signalServing(signal);
  const stoppedAt = performance.now();
  await expect(running.result).rejects.toMatchObject({ code: expect.stringMatching(/^(scanner\.(not-responding|io-failed|page-incomplete)|device-host\.crashed)$/) as string });
  expect(performance.now() - stoppedAt).toBeLessThan(20_000);
  const again = desk.scan(scanner.scannerId, { ...settings, maxPages: 1 });
  expect(await again.result).toMatchObject({ pagesDone: 1, isCancelled: false });
  const hosts = await deviceHostsOf();
  expect(hosts).toHaveLength(1);
  expect(hosts.includes(host!) || !isAlive(host!)).toBe(true);
}, 120_000);
