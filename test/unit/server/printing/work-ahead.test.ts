import { expect, test } from 'vitest';
import { workAhead } from '../../../../src-server/features/printing/work-ahead.ts';

type Piece = { readonly item: number; readonly finish: (error?: Error) => void };

/** Work that ends when the test says so. */
function scripted() {
  const begun: Piece[] = [];
  const work = (item: number): Promise<string> => new Promise((resolve, reject) => { begun.push({ item, finish: error => { if (error) reject(error); else resolve(`made ${String(item)}`); } }); });
  return { begun, work };
}

test('comes in order, whatever is finished first, and no more is begun than was taken and a few ahead', async () => {
  const { begun, work } = scripted();
  const made = workAhead([1, 2, 3, 4, 5], 2, work);
  const first = made.next();
  expect(begun.map(({ item }) => item)).toEqual([1, 2]);
  begun[1]!.finish();
  begun[0]!.finish();
  expect((await first).value).toBe('made 1');
  expect(begun.map(({ item }) => item)).toEqual([1, 2, 3]);
  expect((await made.next()).value).toBe('made 2');
  for (const next of ['made 3', 'made 4', 'made 5']) {
    const coming = made.next();
    begun.forEach(({ finish }) => { finish(); });
    expect((await coming).value).toBe(next);
  }
  expect((await made.next()).done).toBe(true);
});

test('what fails is thrown in its turn, and nothing is begun after it', async () => {
  const { begun, work } = scripted();
  const made = workAhead([1, 2, 3, 4], 2, work);
  const first = made.next();
  begun[1]!.finish(new Error('no picture'));
  begun[0]!.finish();
  expect((await first).value).toBe('made 1');
  await expect(made.next()).rejects.toThrow('no picture');
  expect((await made.next()).done).toBe(true);
  expect(begun).toHaveLength(3);
});
