import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSealer, SealBroken } from '../../../../src-main/store/sealer.ts';

const place = { table: 'draft_pages', id: 'one', column: 'sealed' };
const key = randomBytes(32);

test('what was sealed in a place opens there and nowhere else', () => {
  const sealer = createSealer(key);
  const sealed = sealer.seal(place, Buffer.from('王建国'));
  expect(sealer.open(place, sealed).toString()).toBe('王建国');
  for (const other of [{ ...place, table: 'drafts' }, { ...place, id: 'two' }, { ...place, column: 'other' }]) {
    expect(() => sealer.open(other, sealed)).toThrow(SealBroken);
  }
});

test('any changed, missing or added byte is noticed', () => {
  const sealer = createSealer(key);
  const sealed = sealer.seal(place, Buffer.from('page'));
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(() => sealer.open(place, changed)).toThrow(SealBroken);
    expect(() => sealer.open(place, sealed.subarray(0, index))).toThrow(SealBroken);
  }
  expect(() => sealer.open(place, Buffer.concat([sealed, Buffer.of(0)]))).toThrow(SealBroken);
});

test('another key opens nothing', () => {
  const sealed = createSealer(key).sealJson(place, { name: 'x' });
  expect(() => createSealer(randomBytes(32)).openJson(place, sealed, z.unknown())).toThrow(SealBroken);
});

test('the same value is never sealed to the same bytes twice', () => {
  const sealer = createSealer(key);
  expect(sealer.seal(place, Buffer.from('a')).equals(sealer.seal(place, Buffer.from('a')))).toBe(false);
});
