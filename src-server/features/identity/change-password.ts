import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { readAccessPolicy } from './access-policy.ts';
import { requireAccount } from './accounts.ts';
import { findSessionKey } from './key-requirement.ts';
import { withHashingSlot } from './password-hashing.ts';
import { requireAcceptablePassword } from './password-policy.ts';
import { provePassword } from './prove-password.ts';
import { startSession } from './sessions.ts';
import { formsOf, setPassword } from './set-password.ts';
import { clearAttempts } from './sign-in-attempts.ts';

type Wish = { readonly oldPassword: string; readonly newPassword: string; readonly terminal: NonNullable<RequestContext['terminal']> };

/** Returns the token of a new session: the one that knew the old password ends. */
export async function changePassword(services: Services, subject: Subject, { oldPassword, newPassword, terminal: where }: Wish): Promise<string> {
  const { db, now, digestKey } = services;
  const account = await requireAccount(db, subject.accountId);
  const { loginName } = account;
  const terminal = where.id;
  await provePassword(services, { act: 'session.changePassword', account, loginName, password: oldPassword, actor: subject, terminal });
  await clearAttempts(db, { loginName, terminal });
  if (newPassword === oldPassword) throw new AppError('password.same-as-old');
  const { password: policy } = await readAccessPolicy(db);
  await withHashingSlot(() => requireAcceptablePassword(db, policy, { account, password: newPassword }));
  const forms = await formsOf(digestKey, newPassword);
  return db.transaction().execute(async tx => {
    const keyId = await findSessionKey(tx, account.id);
    await setPassword(tx, { ...forms, accountId: account.id, isOneTime: false, now: now() });
    await recordEvent(tx, subject, { act: 'session.changePassword', object: loginName });
    return startSession(tx, { accountId: account.id, terminal: where, keyId, now: now() });
  });
}
