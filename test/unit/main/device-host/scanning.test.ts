import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodePage } from '../../../../src-main/device-host/page-encoder.ts';
import { createUnacknowledged } from '../../../../src-main/device-host/unacknowledged.ts';

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
