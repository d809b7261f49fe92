import { expect, test } from 'vitest';
import { forwardedHandlers } from '../../../../src-main/bridge/index.ts';
import { guardLocked } from '../../../../src-main/bridge/lock-guard.ts';
import { desktopApi, forwardedOperations, type DesktopApi } from '../../../../src-shared/contract/desktop-api.ts';
import type { Handlers } from '../../../../src-shared/contract/operation.ts';

const names = Object.keys(desktopApi) as (keyof DesktopApi)[]; // `as`: Object.keys widens to string[]
// `as`: handlers that answer their own name, whatever they are asked.
const echo = Object.fromEntries(names.map(name => [name, () => Promise.resolve(name)])) as unknown as Handlers<DesktopApi, null>;

test('of all operations only these answer while the screen is locked', async () => {
  const guarded = guardLocked(echo, () => true);
  const answered: string[] = [];
  for (const name of names) {
    await guarded[name]({} as never, null).then(
      () => answered.push(name),
      (error: unknown) => { expect(error).toMatchObject({ code: 'session.locked' }); },
    );
  }
  expect(answered.sort()).toEqual([
    'enrolment.get', 'keys.present', 'session.get', 'session.lock', 'session.signOut', 'session.unlock', 'session.unlockWithKey', 'terminal.get',
  ]);
});

test('unlocked, every operation reaches its handler', async () => {
  const guarded = guardLocked(echo, () => false);
  for (const name of names) expect(await guarded[name]({} as never, null)).toBe(name);
});

test('every forwarded operation goes to the data centre under its own name with its own input', async () => {
  const asked: [string, unknown][] = [];
  const handlers = forwardedHandlers({ forward: (name, input) => { asked.push([name, input]); return Promise.resolve('answer'); } }, forwardedOperations);
  const input = { id: '1' };
  for (const handle of Object.values(handlers)) expect(await handle(input as never, null)).toBe('answer');
  expect(asked).toEqual(Object.keys(forwardedOperations).map(name => [name, input]));
});
