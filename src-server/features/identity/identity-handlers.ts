import { isAcceptablePassword, passwordPolicy } from '#shared/domain/account';
import type { Handlers } from '#shared/contract/operation';
import { publicOperations, sessionOperations } from '#shared/contract/server/session-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent, type Actor } from '../audit/index.ts';
import { requireSubject, type Act, type Subject } from '../authority/index.ts';
import { findAccountByName, presentAccount, requireAccount, type AccountRow } from './accounts.ts';
import { hashPassword, isPassword, withHashingSlot } from './password-hashing.ts';
import { endSession, startSession } from './sessions.ts';
import { clearAttempts, reserveAttempt } from './sign-in-attempts.ts';
import { findDemoAccounts, readIdleLockSeconds, readSiteName, type Site } from './site.ts';

export const identityOperations = { ...publicOperations, ...sessionOperations };

export function identityHandlers(services: Services, site: Site): Handlers<typeof identityOperations, RequestContext> {
  const { db, now } = services;
  return {
    'site.get': async () => {
      const demoAccounts = await findDemoAccounts(db, site);
      return { siteName: await readSiteName(db, site), version: site.version, isDemo: demoAccounts !== undefined, demoAccounts: demoAccounts ?? [] };
    },

    'session.signIn': async ({ loginName, password, terminalName }) => {
      const account = await findAccountByName(db, loginName);
      await provePassword(services, { act: 'session.signIn', account, loginName, password, terminalName });
      if (account === undefined) throw new AppError('session.wrong-credentials');
      const idleLockSeconds = await readIdleLockSeconds(db);
      const token = await db.transaction().execute(async tx => {
        await clearAttempts(tx, loginName);
        await recordEvent(tx, toActor(account, terminalName), { act: 'session.signIn', object: account.loginName });
        return startSession(tx, { accountId: account.id, terminalName, now: now() });
      });
      return { token, account: presentAccount(account), mustChangePassword: account.mustChangePassword, idleLockSeconds };
    },

    'session.confirmPassword': async ({ password }, context) => {
      const { accountId, terminalName } = requireSubject(context);
      const account = await requireAccount(db, accountId);
      const { loginName } = account;
      await provePassword(services, { act: 'session.confirmPassword', account, loginName, password, terminalName });
      await clearAttempts(db, loginName);
      return {};
    },

    'session.changePassword': async (passwords, context) => {
      await changePassword(services, requireSubject(context), passwords);
      return {};
    },

    'session.signOut': async (_input, context) => {
      const subject = requireSubject(context);
      await db.transaction().execute(async tx => {
        await endSession(tx, subject.accountId);
        await recordEvent(tx, subject, { act: 'session.signOut', object: '' });
      });
      return {};
    },
  };
}

async function changePassword(services: Services, subject: Subject, { oldPassword, newPassword }: Passwords): Promise<void> {
  const { db, now } = services;
  const account = await requireAccount(db, subject.accountId);
  const { loginName } = account;
  await provePassword(services, { act: 'session.changePassword', account, loginName, password: oldPassword, terminalName: subject.terminalName });
  if (newPassword === oldPassword) throw new AppError('password.same-as-old');
  if (!isAcceptablePassword(newPassword, loginName)) throw new AppError('password.too-weak', passwordPolicy);
  const passwordHash = await withHashingSlot(() => hashPassword(newPassword));
  await db.transaction().execute(async tx => {
    await clearAttempts(tx, loginName);
    await tx.updateTable('accounts').set({ passwordHash, mustChangePassword: false, passwordChangedAt: now() }).where('id', '=', account.id).execute();
    await recordEvent(tx, subject, { act: 'session.changePassword', object: loginName });
  });
}

type Passwords = { readonly oldPassword: string; readonly newPassword: string };

type Claim = {
  readonly act: Act;
  readonly account: AccountRow | undefined;
  readonly loginName: string;
  readonly password: string;
  readonly terminalName: string;
};

/** Throws the same `session.wrong-credentials`, after about the same time, whether the name or the password is wrong. */
async function provePassword({ db, now }: Services, { act, account, loginName, password, terminalName }: Claim): Promise<void> {
  const isRight = await withHashingSlot(async () => {
    await reserveAttempt(db, loginName, now());
    return isPassword(password, account?.passwordHash);
  });
  if (isRight) return;
  const reason = account === undefined ? 'unknown name' : 'wrong password';
  await recordEvent(db, toActor(account, terminalName), { act, object: account?.loginName ?? '', result: 'failed', detail: reason });
  throw new AppError('session.wrong-credentials');
}

function toActor(account: AccountRow | undefined, terminalName: string): Actor {
  return { accountId: account?.id ?? null, displayName: account?.displayName ?? '', unitName: account?.unitName ?? '', terminalName };
}
