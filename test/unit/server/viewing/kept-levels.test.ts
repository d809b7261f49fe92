import { expect, test } from 'vitest';
import { createKeptLevels } from '../../../../src-server/features/viewing/kept-levels.ts';

function aShelf(mostBytes: number) {
  const made: string[] = [];
  const keep = createKeptLevels<number>(mostBytes, bytes => bytes);
  const ask = (key: string, bytes = 10): Promise<number> => keep(key, () => {
    made.push(key);
    return Promise.resolve(bytes);
  });
  return { made, keep, ask };
}

test('what many ask for at once is made once', async () => {
  const { made, ask } = aShelf(100);
  await Promise.all([ask('a'), ask('a'), ask('a')]);
  expect(made).toEqual(['a']);
});

test('as many readers as have room, by turns, never make a mark twice', async () => {
  const { made, ask } = aShelf(500);
  const readers = Array.from({ length: 50 }, (_, index) => `reader ${String(index)}`);
  for (let turn = 0; turn < 3; turn += 1) for (const reader of readers) await ask(reader);
  expect(made).toHaveLength(50);
});

test('beyond the room the longest unused goes, and the newest stays however large it is', async () => {
  const { made, ask } = aShelf(25);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  await ask('large', 1000);
  await ask('large', 1000);
  expect(made.filter(key => key === 'large')).toHaveLength(1);
});

test('what could not be made is made anew', async () => {
  const { keep } = aShelf(100);
  await expect(keep('a', () => Promise.reject(new Error('no fonts')))).rejects.toThrow('no fonts');
  await expect(keep('a', () => Promise.resolve(1))).resolves.toBe(1);
});
