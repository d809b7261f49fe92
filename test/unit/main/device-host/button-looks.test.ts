import { expect, test } from 'vitest';
import { createButtonLooks } from '../../../../src-main/device-host/button-looks.ts';

test('work waits for the look that is under way, and nobody looks while there is work', async () => {
  const { look, during } = createButtonLooks();
  const said: string[] = [];
  let answer: (isPressed: boolean) => void = () => undefined;
  const first = look(() => new Promise<boolean>(resolve => { answer = resolve; }));
  const work = during(() => Promise.resolve(void said.push('work')));
  expect(await look(() => Promise.reject(new Error('asked twice')))).toBe(false);
  expect(said).toEqual([]);
  answer(true);
  expect(await first).toBe(true);
  await work;
  expect(said).toEqual(['work']);
});

test('a look that fails keeps nobody from working, nor from looking again', async () => {
  const { look, during } = createButtonLooks();
  const failed = look(() => Promise.reject(new Error('gone')));
  const work = during(() => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('gone');
  expect(await work).toBe('done');
  expect(await look(() => Promise.resolve(true))).toBe(true);
});
