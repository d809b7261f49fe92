import type { Role } from '#shared/domain/account';
import { isWithinClearance } from '#shared/domain/secrecy';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { recordEvent, type Actor } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { readAccessPolicy } from './access-policy.ts';

const administrators: readonly Role[] = ['system-administrator', 'security-officer', 'auditor'];

/** The key with which the account's session began, if it began with one: then nothing else proves that the person is still there. */
export async function findSessionKey(db: Db, accountId: string): Promise<string | null> {
  const session = await db.selectFrom('sessions').select('keyId').where('accountId', '=', accountId).executeTakeFirst();
  return session?.keyId ?? null;
}

/**
 * Whether a password alone does not let this account in: the policy asks for a key from this clearance on. An administrator who has
 * no key yet still comes in by password, because somebody must be there to register the first one.
 */
export async function isKeyRequired(db: Db, accountId: string): Promise<boolean> {
  const { keyRequiredFrom } = await readAccessPolicy(db);
  if (keyRequiredFrom === null) return false;
  const { clearance } = await db.selectFrom('accounts').select('clearance').where('id', '=', accountId).executeTakeFirstOrThrow();
  if (!isWithinClearance(keyRequiredFrom, clearance)) return false;
  const hasKey = await db.selectFrom('signingKeys').select('id').where('accountId', '=', accountId).where('state', '=', 'active').executeTakeFirst();
  if (hasKey) return true;
  const office = await db.selectFrom('accountRoles').select('role').where('accountId', '=', accountId).where('role', 'in', administrators).executeTakeFirst();
  return !office;
}

/** Told after the right password only: whoever does not know it learns nothing. Throws `session.key-required`. */
export async function refuseWithoutKey(db: Db, actor: Actor, { id, loginName }: { readonly id: string; readonly loginName: string }): Promise<void> {
  if (!(await isKeyRequired(db, id))) return;
  await recordEvent(db, actor, { act: 'session.signIn', object: loginName, result: 'denied', detail: 'right password without the key that is required' });
  throw new AppError('session.key-required');
}

/** A session that began with a key goes on with that key alone. Throws `session.key-required`. */
export async function refuseInsteadOfKey(db: Db, subject: Subject): Promise<void> {
  if ((await findSessionKey(db, subject.accountId)) === null) return;
  await recordEvent(db, subject, { act: 'session.confirmPassword', object: '', result: 'denied', detail: 'password instead of the key of this session' });
  throw new AppError('session.key-required');
}
