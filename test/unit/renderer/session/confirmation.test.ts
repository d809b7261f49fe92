import { expect, test, vi } from 'vitest';
import { confirmAndRepeat, onConfirmationNeeded } from '../../../../src-renderer/api/confirmation.ts';

const refused = { ok: false, error: { code: 'session.confirmation-required', params: { minutes: 5 } } };
const done = { ok: true, value: {} };

test('an act that demands the password is repeated once it was given', async () => {
  const forget = onConfirmationNeeded(() => Promise.resolve(true));
  const call = vi.fn().mockResolvedValueOnce(refused).mockResolvedValueOnce(done);
  expect(await confirmAndRepeat(call)).toEqual(done);
  expect(call).toHaveBeenCalledTimes(2);
  forget();
});

test('two acts at once ask once', async () => {
  const ask = vi.fn(() => Promise.resolve(true));
  const forget = onConfirmationNeeded(ask);
  const act = (): Promise<unknown> => confirmAndRepeat(vi.fn().mockResolvedValueOnce(refused).mockResolvedValueOnce(done));
  expect(await Promise.all([act(), act()])).toEqual([done, done]);
  expect(ask).toHaveBeenCalledTimes(1);
  forget();
});

test('who would rather not is left where he was, without an error to read', async () => {
  const forget = onConfirmationNeeded(() => Promise.resolve(false));
  const call = vi.fn().mockResolvedValue(refused);
  await expect(confirmAndRepeat(call)).rejects.toMatchObject({ name: 'AbortError' });
  expect(call).toHaveBeenCalledTimes(1);
  forget();
});

test('what needs nothing is not asked about', async () => {
  const ask = vi.fn(() => Promise.resolve(true));
  const forget = onConfirmationNeeded(ask);
  expect(await confirmAndRepeat(() => Promise.resolve(done))).toEqual(done);
  expect(ask).not.toHaveBeenCalled();
  forget();
});
