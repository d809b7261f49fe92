import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { recordEvent, type Actor } from '../audit/index.ts';
import type { Act } from '../authority/index.ts';
import { readAccessPolicy } from './access-policy.ts';
import type { AccountRow } from './accounts.ts';
import { isPassword, withHashingSlot } from './password-hashing.ts';
import { reserveAttempt } from './sign-in-attempts.ts';

export type Claim = {
  readonly act: Act;
  readonly account: AccountRow | undefined;
  readonly loginName: string;
  readonly password: string;
  readonly actor: Actor;
  /** What names the terminal for the data centre: failures count against it, too. */
  readonly terminal: string;
};

/** Throws the same `session.wrong-credentials`, after about the same time, whether the name or the password is wrong. Every refusal is an event. */
export async function provePassword({ db, now }: Pick<Services, 'db' | 'now'>, claim: Claim): Promise<void> {
  const { act, account, loginName, password, actor, terminal } = claim;
  const object = account?.loginName ?? '';
  const policy = await readAccessPolicy(db);
  const isRight = await withHashingSlot(async () => {
    await reserveAttempt(db, { loginName, terminal, now: now(), policy });
    return isPassword(password, account?.passwordHash);
  }).catch(async (error: unknown) => {
    if (isLockout(error)) await recordEvent(db, actor, { act, object, result: 'denied', detail: error.code === 'session.terminal-locked' ? 'terminal locked out' : 'account locked out' });
    throw error;
  });
  if (isRight) return;
  await recordEvent(db, actor, { act, object, result: 'failed', detail: account === undefined ? 'unknown name' : 'wrong password' });
  throw new AppError('session.wrong-credentials');
}

function isLockout(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'session.account-locked' || error.code === 'session.terminal-locked');
}
