import { expect, test } from 'vitest';
import { autocorrelationSize, correlateWithItself } from '../../../../src-server/marks/autocorrelation.ts';
import { blurField, emptyField, type Field } from '../../../../src-server/marks/field.ts';
import { findLattices } from '../../../../src-server/marks/lattice.ts';

const tile = 128;

function createNoise(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
}

/** Grain that repeats after so many pixels. */
function repeatGrain(period: number, { strength, random }: { readonly strength: number; readonly random: () => number }): (x: number, y: number) => number {
  const grain = Float32Array.from({ length: period * period }, () => random() * strength);
  return (x, y) => grain[(y % period) * period + (x % period)]!;
}

function drawField(size: number, level: (x: number, y: number) => number): Field {
  const field = emptyField(size, size);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) field.values[y * size + x] = level(x, y);
  return blurField(field, 1);
}

test('the tiles are found under letters that repeat after two of them and stand out far more', () => {
  const random = createNoise(7);
  const tiles = repeatGrain(tile, { strength: 0.5, random });
  const letters = repeatGrain(2 * tile, { strength: 4, random });
  const field = drawField(1000, (x, y) => tiles(x, y) + letters(x, y) + random());
  const found = findLattices(correlateWithItself(field, autocorrelationSize.middle), { most: 4 });
  const isTile = ({ x, y }: { readonly x: number; readonly y: number }, [right, down]: readonly [number, number]): boolean => Math.hypot(x - right, y - down) < 1;
  expect(found.some(({ right, down }) => isTile(right, [tile, 0]) && isTile(down, [0, tile]))).toBe(true);
});
