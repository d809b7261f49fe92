import { describe, expect, test } from 'vitest';
import type { SignedIn } from '#shared/contract/desktop-api';
import { AccountId, UnitId } from '#shared/domain/ids';
import { afterTrouble, stateOf, type KnownSession } from '../../../../src-renderer/app/known-session.ts';

const signedIn: SignedIn = {
  account: {
    id: AccountId.parse(crypto.randomUUID()),
    loginName: 'dangan',
    displayName: '李档案',
    unitId: UnitId.parse(crypto.randomUUID()),
    unitName: '市委组织部',
    roles: ['archivist'],
  },
  mustChangePassword: false,
  isPasswordExpired: false,
  passwordPolicy: { minLength: 10, minClasses: 3, maxAgeDays: 30, history: 5 },
  idleLockSeconds: 600,
  isLocked: false,
};
const atWork: KnownSession = { signedIn, endedBy: null };

describe('a session in the window', () => {
  test('that expires is ended but still names the person, so that his work is kept for him', () => {
    const known = afterTrouble(atWork, 'session.expired');
    expect(stateOf(known)).toBe('ended');
    expect(known).toEqual({ signedIn, endedBy: 'session.expired' });
  });

  test('keeps the first reason when every open screen reports the same end', () => {
    expect(afterTrouble(afterTrouble(atWork, 'session.expired'), 'session.required')?.endedBy).toBe('session.expired');
  });

  test('that is locked or must change its password is not ended', () => {
    expect(afterTrouble(atWork, 'session.locked')?.signedIn?.isLocked).toBe(true);
    expect(afterTrouble(atWork, 'session.password-change-required')?.signedIn?.mustChangePassword).toBe(true);
    expect(stateOf(afterTrouble(atWork, 'session.locked'))).toBe('signed-in');
  });

  test('that does not exist cannot end', () => {
    const nobody = { signedIn: null, endedBy: null };
    expect(afterTrouble(nobody, 'session.required')).toBe(nobody);
    expect(stateOf(nobody)).toBe('signed-out');
    expect(stateOf(null)).toBe('starting');
  });
});
