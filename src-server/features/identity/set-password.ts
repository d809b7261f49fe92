import type { Db } from '../../db/schema.ts';
import { hashPassword, withHashingSlot } from './password-hashing.ts';
import { digestPassword } from './password-policy.ts';

/** Of an account that was proposed only: nothing hashes to this. */
export const noPassword = '';

export type PasswordForms = { readonly passwordHash: string; readonly passwordDigest: Buffer };

/** What is kept of a password. Slow on purpose: made before a transaction begins. */
export async function formsOf(digestKey: Buffer, password: string): Promise<PasswordForms> {
  return { passwordHash: await withHashingSlot(() => hashPassword(password)), passwordDigest: digestPassword(digestKey, password) };
}

type NewPassword = PasswordForms & { readonly accountId: string; readonly isOneTime: boolean; readonly now: Date };
/** More than any policy asks for, so that raising the number finds something. */
const remembered = 24;

/** Puts the new password in place of the old one, which is remembered. */
export async function setPassword(tx: Db, { accountId, passwordHash, passwordDigest, isOneTime, now }: NewPassword): Promise<void> {
  await tx
    .insertInto('passwordHistory')
    .columns(['accountId', 'passwordHash', 'replacedAt'])
    .expression(eb => eb.selectFrom('accounts').select(account => ['id', 'passwordHash', account.val(now).as('replacedAt')]).where('id', '=', accountId).where('passwordHash', '<>', noPassword))
    .execute();
  await forgetOldest(tx, accountId);
  await tx
    .updateTable('accounts')
    .set({ passwordHash, passwordDigest, isPasswordWeak: false, mustChangePassword: isOneTime, passwordChangedAt: now })
    .where('id', '=', accountId)
    .execute();
}

async function forgetOldest(tx: Db, accountId: string): Promise<void> {
  const oldest = await tx.selectFrom('passwordHistory').select('replacedAt').where('accountId', '=', accountId).orderBy('replacedAt', 'desc').offset(remembered).limit(1).executeTakeFirst();
  if (oldest) await tx.deleteFrom('passwordHistory').where('accountId', '=', accountId).where('replacedAt', '<=', oldest.replacedAt).execute();
}
