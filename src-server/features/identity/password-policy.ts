import { createHmac } from 'node:crypto';
import { judgePassword } from '#shared/domain/access-policy';
import type { PasswordPolicy } from '#shared/domain/administration';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import type { AccountRow } from './accounts.ts';
import { isCommonPassword } from './common-passwords.ts';
import { isPassword } from './password-hashing.ts';

const dayMs = 24 * 3_600_000;
/** A password that an administrator handed over is good for this long. */
export const oneTimePasswordDays = 3;

type Named = Pick<AccountRow, 'loginName' | 'displayName'>;

/** Against the policy as it is now; a password that was good may be weak after the policy was tightened. */
export function isWeakPassword(policy: PasswordPolicy, { loginName, displayName }: Named, password: string): boolean {
  return judgePassword(policy, { password, loginName }).some(([, holds]) => !holds) || isCommonPassword(password, [loginName, displayName]);
}

type Candidate = { readonly account: AccountRow; readonly password: string };

/** Throws `password.too-weak`, `password.too-common` or `password.used-before`. Costs one hash for each password remembered. */
export async function requireAcceptablePassword(db: Db, policy: PasswordPolicy, { account, password }: Candidate): Promise<void> {
  const { minLength, minClasses, history } = policy;
  if (judgePassword(policy, { password, loginName: account.loginName }).some(([, holds]) => !holds)) throw new AppError('password.too-weak', { minLength, minClasses });
  if (isCommonPassword(password, [account.loginName, account.displayName])) throw new AppError('password.too-common');
  for (const passwordHash of await listFormerHashes(db, account.id, history)) {
    if (await isPassword(password, passwordHash)) throw new AppError('password.used-before', { history });
  }
}

async function listFormerHashes(db: Db, accountId: string, count: number): Promise<readonly string[]> {
  const rows = await db.selectFrom('passwordHistory').select('passwordHash').where('accountId', '=', accountId).orderBy('replacedAt', 'desc').limit(count).execute();
  return rows.map(({ passwordHash }) => passwordHash);
}

/** Same password, same digest, so that sharing shows; nothing to be learnt from it without the key, which is not in the database. */
export function digestPassword(digestKey: Buffer, password: string): Buffer {
  return createHmac('sha256', digestKey).update('danglian password\n').update(password).digest();
}

export function isOlderThan(days: number, since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() > days * dayMs;
}
