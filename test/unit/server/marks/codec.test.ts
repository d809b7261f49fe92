import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBits, encodeBits } from '../../../../src-server/marks/convolutional-code.ts';
import { drawForensicTile } from '../../../../src-server/marks/forensic-tile.ts';
import { createLine, transformLine } from '../../../../src-server/marks/fourier.ts';
import { addWaves, transformField } from '../../../../src-server/marks/half-spectrum.ts';
import { deriveMarkKey } from '../../../../src-server/marks/mark-key.ts';
import { codeLength } from '../../../../src-server/marks/mark-message.ts';
import { decodePayload, encodePayload } from '../../../../src-server/marks/mark-payload.ts';
import { fitPlacement, locate, locateBack } from '../../../../src-server/marks/placement.ts';

const key = deriveMarkKey('a', Buffer.alloc(32, 1));
const otherKey = deriveMarkKey('b', Buffer.alloc(32, 2));
const serials = fc.record({ site: fc.integer({ min: 0, max: 255 }), serial: fc.integer({ min: 0, max: 2 ** 48 - 1 }) });

test('any bits come back, also when one coded bit in ten is read wrong', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 40, maxLength: 40, max: 1 }), fc.integer({ min: 0, max: 9 }), (bits, phase) => {
      const soft = encodeBits(bits).map((value, index) => (index % 10 === phase ? -value : value));
      expect([...decodeBits(soft)]).toEqual([...bits]);
    }),
  );
});

test('what a page says comes back under its own key and under no other', () => {
  fc.assert(
    fc.property(serials, payload => {
      const coded = encodePayload(key, payload);
      expect(coded).toHaveLength(codeLength);
      expect(decodePayload(key, coded)).toEqual(payload);
      expect(decodePayload(otherKey, coded)).toBeNull();
    }),
  );
});

test('noise is no payload', () => {
  let state = 1;
  const noise = (): number => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
  for (let attempt = 0; attempt < 300; attempt++) expect(decodePayload(key, Float64Array.from({ length: codeLength }, noise))).toBeNull();
});

test('a line is transformed as the sum of its waves says, whatever its length', () => {
  for (const size of [2, 4, 8, 32, 64, 512]) {
    const line = createLine(size);
    const given = Array.from({ length: size }, (_, index) => ({ re: Math.sin(index * 1.7), im: Math.cos(index * index) }));
    for (const [index, { re, im }] of given.entries()) [line.re[index], line.im[index]] = [re, im];
    transformLine(line, 'forward');
    for (const wave of [0, 1, size - 1]) {
      const turned = given.map(({ re, im }, index) => ({ re, im, angle: (-2 * Math.PI * wave * index) / size }));
      expect(line.re[wave]).toBeCloseTo(turned.reduce((sum, { re, im, angle }) => sum + re * Math.cos(angle) - im * Math.sin(angle), 0), 8);
      expect(line.im[wave]).toBeCloseTo(turned.reduce((sum, { re, im, angle }) => sum + re * Math.sin(angle) + im * Math.cos(angle), 0), 8);
    }
    transformLine(line, 'inverse');
    for (const [index, { re, im }] of given.entries()) {
      expect(line.re[index]! / size).toBeCloseTo(re, 9);
      expect(line.im[index]! / size).toBeCloseTo(im, 9);
    }
  }
});

test('a wave is one frequency of half a spectrum, there and back changes nothing, and a few rows are those of the whole', () => {
  const size = 32;
  const values = Float32Array.from({ length: size * size }, (_, index) => Math.cos((2 * Math.PI * (3 * (index % size) + 5 * Math.floor(index / size))) / size + 0.4));
  const spectrum = transformField({ width: size, height: size, values }, size, 12);
  const { stride, re, im } = spectrum;
  const strong = [...re.keys()].filter(index => Math.hypot(re[index]!, im[index]!) > 1);
  expect(strong).toEqual([3 * stride + 5]);
  expect(Math.atan2(im[strong[0]!]!, re[strong[0]!]!)).toBeCloseTo(0.4, 5);
  const again = (rows: { readonly first: number; readonly count: number }): Float32Array => addWaves(transformField({ width: size, height: size, values }, size, 12), rows);
  const whole = again({ first: 0, count: size });
  for (const [index, value] of values.entries()) expect(whole[index]! / size / size).toBeCloseTo(value, 5);
  const few = again({ first: -3, count: 4 });
  expect([...few.subarray(0, 3 * size)]).toEqual([...whole.subarray(29 * size)]);
  expect([...few.subarray(3 * size)]).toEqual([...whole.subarray(0, size)]);
});

test('the tile is as faint as 44 dB allow, differs for each session and each key, and is the same at both sizes of a page', () => {
  const tile = (size: number, from = key, serial = 0x5a17c3e9d2b4): Float32Array => drawForensicTile(from, { site: 1, serial }, size).levels;
  const power = (levels: Float32Array): number => levels.reduce((sum, level) => sum + level * level, 0) / levels.length;
  const full = tile(512);
  expect(10 * Math.log10(255 ** 2 / power(full))).toBeGreaterThan(44.5);
  expect(full.reduce((most, level) => Math.max(most, Math.abs(level)), 0)).toBeLessThanOrEqual(7);
  const likeness = (a: Float32Array, b: Float32Array): number => a.reduce((sum, level, index) => sum + level * b[index]!, 0) / a.length / Math.sqrt(power(a) * power(b));
  const half = tile(256);
  expect(likeness(half, Float32Array.from({ length: 256 * 256 }, (_, index) => full[(index % 256) * 2 + Math.floor(index / 256) * 2 * 512]!))).toBeGreaterThan(0.99);
  // The pilots are common to a key.
  expect(likeness(half, tile(256, key, 0xa4018f36c77d))).toBeLessThan(0.7);
  expect(Math.abs(likeness(half, tile(256, otherKey)))).toBeLessThan(0.05);
});

test('four points tell the plane of a page; three in a line do not', () => {
  const plane = [80, -12, 300, 9, 75, 120, 0.01, -0.02] as const;
  const tiles = [{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 0, y: 5 }, { x: 4, y: 5 }, { x: 2, y: 1 }];
  const pairs = tiles.map(tile => ({ tile, picture: locate(plane, tile), weight: 1 }));
  const found = fitPlacement(pairs);
  expect(found).not.toBeNull();
  for (const [index, value] of plane.entries()) expect(found![index]).toBeCloseTo(value, 6);
  const back = locateBack(plane, locate(plane, { x: 1.25, y: 3.5 }));
  expect([back.x, back.y]).toEqual([expect.closeTo(1.25, 9), expect.closeTo(3.5, 9)]);
  expect(fitPlacement(pairs.slice(0, 3))).toBeNull();
  expect(fitPlacement([0, 1, 2, 3].map(x => ({ tile: { x, y: 0 }, picture: { x, y: 0 }, weight: 1 })))).toBeNull();
});
