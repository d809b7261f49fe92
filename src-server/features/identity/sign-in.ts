import type { z } from 'zod';
import type { publicOperations, SignInAnswer } from '#shared/contract/server/session-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent, type Actor } from '../audit/index.ts';
import { readAccessPolicy } from './access-policy.ts';
import { findAccountByName, presentAccount, type AccountRow } from './accounts.ts';
import { refuseWithoutKey } from './key-requirement.ts';
import { digestPassword, isOlderThan, isWeakPassword, oneTimePasswordDays } from './password-policy.ts';
import { provePassword } from './prove-password.ts';
import { requireEdition } from './require-edition.ts';
import { startSession } from './sessions.ts';
import { clearAttempts } from './sign-in-attempts.ts';
import { findDemoAccounts, type Site } from './site.ts';

type KnownTerminal = NonNullable<RequestContext['terminal']>;
type Attempted = z.output<(typeof publicOperations)['session.signIn']['input']> & { readonly terminal: KnownTerminal };

/** By name and password. */
export async function signIn(services: Services, site: Site, { loginName, password, terminal, edition }: Attempted): Promise<z.input<typeof SignInAnswer>> {
  const { db, now } = services;
  const account = await findAccountByName(db, loginName);
  const actor = toActor(account, terminal);
  await requireEdition(db, { act: 'session.signIn', actor, loginName, said: edition, terminal });
  await provePassword(services, { act: 'session.signIn', account, loginName, password, actor, terminal: terminal.id });
  if (account === undefined) throw new AppError('session.wrong-credentials');
  await refuseStaleOneTimePassword(services, account, actor);
  await refuseWithoutKey(db, actor, account);
  const policy = await readAccessPolicy(db);
  const isPasswordExpired = await isExpired(services, site, account);
  const isPasswordWeak = isWeakPassword(policy.password, account, password);
  const token = await db.transaction().execute(async tx => {
    await clearAttempts(tx, { loginName, terminal: terminal.id });
    await tx.updateTable('accounts').set({ isPasswordWeak, passwordDigest: digestPassword(services.digestKey, password) }).where('id', '=', account.id).execute();
    await recordEvent(tx, actor, { act: 'session.signIn', object: account.loginName });
    return startSession(tx, { accountId: account.id, terminal, mustChangePassword: isPasswordExpired, now: now() });
  });
  const mustChangePassword = account.mustChangePassword || isPasswordExpired;
  return { token, account: presentAccount(account), mustChangePassword, isPasswordExpired, passwordPolicy: policy.password, idleLockSeconds: policy.idleLockSeconds };
}

/** The accounts that the demonstration city shows to everyone keep theirs. */
async function isExpired({ db, now }: Services, site: Site, { loginName, passwordChangedAt, mustChangePassword }: AccountRow): Promise<boolean> {
  const { password } = await readAccessPolicy(db);
  if (mustChangePassword || !isOlderThan(password.maxAgeDays, passwordChangedAt, now())) return false;
  return !(await findDemoAccounts(db, site))?.some(demo => demo.loginName === loginName);
}

/** Told after the right password only: whoever does not know it learns nothing. */
async function refuseStaleOneTimePassword({ db, now }: Services, { mustChangePassword, passwordChangedAt, loginName }: AccountRow, actor: Actor): Promise<void> {
  if (!mustChangePassword || !isOlderThan(oneTimePasswordDays, passwordChangedAt, now())) return;
  await recordEvent(db, actor, { act: 'session.signIn', object: loginName, result: 'denied', detail: 'one-time password has run out' });
  throw new AppError('session.one-time-password-expired');
}

function toActor(account: AccountRow | undefined, terminal: KnownTerminal): Actor {
  return { accountId: account?.id ?? null, displayName: account?.displayName ?? '', unitName: account?.unitName ?? '', terminalName: terminal.name, terminalId: terminal.id };
}
