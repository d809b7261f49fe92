import { afterEach, expect, test } from 'vitest';
import { confirmAndRepeat, onConfirmationNeeded } from '../../../../src-renderer/api/confirmation.ts';

const demand = { ok: false, error: { code: 'session.confirmation-required', params: {} } } as const;
const done = { ok: true, value: {} } as const;

let forget: () => void = () => undefined;
afterEach(() => { forget(); });

/** Demands a confirmation until one was given. */
function anAct(isConfirmed: () => boolean) {
  let calls = 0;
  return {
    call: () => { calls += 1; return Promise.resolve(isConfirmed() ? done : demand); },
    calls: () => calls,
  };
}

test('an act that demands the password is carried out once it was given', async () => {
  let isConfirmed = false;
  forget = onConfirmationNeeded(() => { isConfirmed = true; return Promise.resolve(true); });
  const act = anAct(() => isConfirmed);
  expect(await confirmAndRepeat(act.call)).toBe(done);
  expect(act.calls()).toBe(2);
});

test('without it the act is neither repeated nor reported as a failure', async () => {
  forget = onConfirmationNeeded(() => Promise.resolve(false));
  const act = anAct(() => false);
  await expect(confirmAndRepeat(act.call)).rejects.toMatchObject({ name: 'AbortError' });
  expect(act.calls()).toBe(1);
});

test('two acts at once ask one question', async () => {
  let asked = 0;
  let isConfirmed = false;
  forget = onConfirmationNeeded(async () => {
    asked += 1;
    await Promise.resolve();
    isConfirmed = true;
    return true;
  });
  const acts = [anAct(() => isConfirmed), anAct(() => isConfirmed)];
  expect(await Promise.all(acts.map(act => confirmAndRepeat(act.call)))).toEqual([done, done]);
  expect(asked).toBe(1);
});

test('any other answer passes unasked, and without a window that asks the demand itself does', async () => {
  const refused = { ok: false, error: { code: 'resource.not-found', params: {} } };
  forget = onConfirmationNeeded(() => Promise.reject(new Error('asked')));
  expect(await confirmAndRepeat(() => Promise.resolve(refused))).toBe(refused);
  forget();
  expect(await confirmAndRepeat(() => Promise.resolve(demand))).toBe(demand);
});
