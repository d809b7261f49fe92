import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { ScanId } from '../../../../src-shared/contract/device-api.ts';
import { encodePage } from '../../../../src-main/device-host/page-encoder.ts';
import { createScanWatch } from '../../../../src-main/device-host/scan-watch.ts';
import { createUnacknowledged } from '../../../../src-main/device-host/unacknowledged.ts';

describe('the watch over a scan', () => {
  const patience = { startingMs: 90, readingMs: 20, cancellingMs: 10 };
  const aWatch = () => {
    let now = 0;
    const watch = createScanWatch(ScanId.parse(crypto.randomUUID()), patience, () => now);
    const isSilentAfter = (ms: number): boolean => {
      now += ms;
      return watch.isSilentTooLong();
    };
    return { watch, isSilentAfter };
  };

  test('gives a lamp time to warm up before the first bytes', () => {
    const { isSilentAfter } = aWatch();
    expect([isSilentAfter(90), isSilentAfter(1)]).toEqual([false, true]);
  });
  test('is strict once bytes arrive', () => {
    const { watch, isSilentAfter } = aWatch();
    watch.progressed(0.1);
    expect([isSilentAfter(20), isSilentAfter(1)]).toEqual([false, true]);
  });
  test('gives the next sheet time to be drawn in', () => {
    const { watch, isSilentAfter } = aWatch();
    watch.progressed(0.9);
    watch.pageArrived();
    expect(isSilentAfter(90)).toBe(false);
  });
  test('does not blame the scanner while two pages wait for us', () => {
    const { watch, isSilentAfter } = aWatch();
    watch.pageArrived();
    watch.pageArrived();
    expect(isSilentAfter(1_000_000)).toBe(false);
    watch.pageAcknowledged();
    expect([isSilentAfter(90), isSilentAfter(1)]).toEqual([false, true]);
  });
  test('waits for a cancel only a moment, whatever still arrives', () => {
    const { watch, isSilentAfter } = aWatch();
    watch.pageArrived();
    watch.pageArrived();
    watch.cancelled();
    expect([isSilentAfter(10), isSilentAfter(1)]).toEqual([false, true]);
  });
  test('forgives what nobody could hear', () => {
    const { watch, isSilentAfter } = aWatch();
    isSilentAfter(1_000);
    watch.forgive();
    expect(watch.isSilentTooLong()).toBe(false);
  });
});

describe('pages that are not yet safe', () => {
  const signal = (): AbortSignal => new AbortController().signal;

  test('hold back the third until one is acknowledged', async () => {
    const waiting = createUnacknowledged(2);
    waiting.add(0);
    waiting.add(1);
    let hasRoom = false;
    const room = waiting.room(signal()).then(() => {
      hasRoom = true;
    });
    await new Promise(setImmediate);
    expect(hasRoom).toBe(false);
    waiting.remove(7);
    await new Promise(setImmediate);
    expect(hasRoom).toBe(false);
    waiting.remove(0);
    await room;
  });
  test('hold back nothing when the scan is cancelled', async () => {
    const waiting = createUnacknowledged(1);
    waiting.add(0);
    const controller = new AbortController();
    const room = waiting.room(controller.signal);
    controller.abort();
    await room;
    await waiting.room(controller.signal);
  });
});

describe('a page of the original layer', () => {
  test.each([1, 3] as const)('with %s channels keeps size, channels and true resolution', async channels => {
    const raw = { widthPx: 120, heightPx: 170, dpi: 600, channels, data: Buffer.alloc(120 * 170 * channels, 200) };
    const { jpeg, thumbnailJpeg } = await encodePage(raw);
    expect(await sharp(jpeg).metadata()).toMatchObject({ width: 120, height: 170, channels, density: 600, isProgressive: false });
    const { width, height } = await sharp(thumbnailJpeg).metadata();
    expect(width <= 220 && height <= 320).toBe(true);
    const { channels: tones } = await sharp(jpeg).stats();
    expect(Math.abs(tones[0]!.mean - 200)).toBeLessThan(1);
  });
});
