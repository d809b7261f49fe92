import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createKeyDesk, type KeyDesk } from '../../../../src-main/features/keys/key-desk.ts';
import { AppError } from '../../../../src-shared/errors/app-error.ts';
import type { PresentToken } from '../../../../src-shared/domain/signing-key.ts';

/** Stands for the process that watches the readers: the test says when it dies. */
let die: (error: Error) => void;
let watches: number;
let removals: number;
let changes: number;
let desk: KeyDesk;

beforeEach(() => {
  vi.useFakeTimers();
  watches = 0;
  removals = 0;
  changes = 0;
  const watch = (): Promise<never> => {
    watches += 1;
    return new Promise((_resolve, reject) => { die = reject; });
  };
  desk = createKeyDesk({
    devices: watch,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    onChange: () => { changes += 1; },
    onRemoved: () => { removals += 1; },
  });
  desk.start();
});
afterEach(() => {
  desk.stop();
  vi.useRealTimers();
});

const aToken = (overrides: Partial<PresentToken> = {}): PresentToken => ({
  insertion: randomUUID(),
  serial: 'A1',
  label: 'wang',
  pinState: 'usual',
  keys: [{ id: 'A1#01', holder: '王建国', suite: 'ecdsa-p256-sha256', expiresAt: null }],
  ...overrides,
});

function holdOne(): PresentToken {
  const token = aToken();
  desk.takeSeen([token]);
  desk.hold(desk.requirePresent('A1#01'));
  return token;
}

describe('a key that is held', () => {
  test('stays held as long as it is seen, whatever else comes and goes', () => {
    const token = holdOne();
    desk.takeSeen([token, aToken({ serial: 'B2', keys: [] })]);
    desk.takeSeen([{ ...token, pinState: 'low' }]);
    expect(removals).toBe(0);
  });

  test('is told as removed once, when it is not seen', () => {
    holdOne();
    desk.takeSeen([]);
    desk.takeSeen([]);
    expect(removals).toBe(1);
    expect(desk.held()).toBeNull();
  });

  test('is removed when the same token was put back meanwhile', () => {
    const token = holdOne();
    desk.takeSeen([{ ...token, insertion: randomUUID() }]);
    expect(removals).toBe(1);
  });

  test('is removed when the token is there and the key no longer on it', () => {
    const token = holdOne();
    desk.takeSeen([{ ...token, keys: [] }]);
    expect(removals).toBe(1);
  });

  test('is as good as removed when the process that watches dies', async () => {
    holdOne();
    die(new AppError('device-host.crashed'));
    await vi.advanceTimersByTimeAsync(0);
    expect(removals).toBe(1);
    expect(desk.problem()).toBe('key.not-responding');
  });

  test('is removed when it went between the question and the answer of a sign-in', () => {
    desk.takeSeen([aToken()]);
    const key = desk.requirePresent('A1#01');
    desk.takeSeen([]);
    desk.hold(key);
    expect(removals).toBe(1);
  });

  test('may go when nobody holds it any more', () => {
    holdOne();
    desk.hold(null);
    desk.takeSeen([]);
    expect(removals).toBe(0);
  });
});

test('the window hears of changes, not of every look', () => {
  const token = aToken();
  for (let looks = 0; looks < 5; looks += 1) desk.takeSeen([token]);
  expect(changes).toBe(1);
});

test('a key that is not there is refused in words', () => {
  expect(() => desk.requirePresent('A1#01')).toThrow(expect.objectContaining({ code: 'key.not-present' }));
});

test('a watch that ends begins again, with growing pauses until it works', async () => {
  for (const pauseMs of [500, 1_000, 2_000]) {
    const before = watches;
    die(new AppError('key.unavailable'));
    await vi.advanceTimersByTimeAsync(pauseMs - 1);
    expect(watches).toBe(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(watches).toBe(before + 1);
  }
  expect(desk.problem()).toBe('key.unavailable');
  desk.takeSeen([]);
  expect(desk.problem()).toBeNull();
  die(new AppError('device-host.crashed'));
  await vi.advanceTimersByTimeAsync(500);
  expect(watches).toBe(5);
});

test('a desk that was stopped stays silent', async () => {
  holdOne();
  desk.stop();
  die(new AppError('device-host.crashed'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect({ removals, watches }).toEqual({ removals: 0, watches: 1 });
});
