import type { Handlers } from '#shared/contract/operation';
import { publicOperations, sessionOperations } from '#shared/contract/server/session-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireSubject } from '../authority/index.ts';
import { requireAccount } from './accounts.ts';
import { changePassword } from './change-password.ts';
import { noteConfirmation } from './confirmation.ts';
import { refuseInsteadOfKey } from './key-requirement.ts';
import { provePassword } from './prove-password.ts';
import { endSession, lockSession } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { clearAttempts } from './sign-in-attempts.ts';
import { findDemoAccounts, readSiteName, type Site } from './site.ts';

/** Below what lines in between cut as idle, and below the limits of either end. */
const watchPatienceMs = 25_000;

export const identityOperations = { ...publicOperations, ...sessionOperations };

export function identityHandlers(services: Services, site: Site): Handlers<typeof identityOperations, RequestContext> {
  const { db, now } = services;
  return {
    'site.get': async () => {
      const demoAccounts = await findDemoAccounts(db, site);
      return { siteName: await readSiteName(db, site), version: site.version, isDemo: demoAccounts !== undefined, demoAccounts: demoAccounts ?? [] };
    },

    'session.signIn': (credentials, context) => signIn(services, site, { ...credentials, terminal: requireTerminal(context) }),

    'session.confirmPassword': async ({ password }, context) => {
      const subject = requireSubject(context);
      await refuseInsteadOfKey(db, subject);
      const { accountId } = subject;
      const terminal = requireTerminal(context).id;
      const account = await requireAccount(db, accountId);
      const { loginName } = account;
      await provePassword(services, { act: 'session.confirmPassword', account, loginName, password, actor: subject, terminal });
      await db.transaction().execute(async tx => {
        await clearAttempts(tx, { loginName, terminal });
        await noteConfirmation(tx, { accountId, now: now() });
        await lockSession(tx, accountId, false);
      });
      return {};
    },

    'session.changePassword': async (passwords, context) => ({ token: await changePassword(services, requireSubject(context), { ...passwords, terminal: requireTerminal(context) }) }),

    'session.lock': async (_input, context) => {
      await lockSession(db, requireSubject(context).accountId, true);
      return {};
    },

    'session.watch': async (_input, { sessionKey }) => {
      if (sessionKey === null) throw new AppError('session.required');
      const ending = await services.sessionWatch.wait(sessionKey, watchPatienceMs);
      if (ending !== undefined) throw new AppError(ending);
      return {};
    },

    'session.signOut': async (_input, context) => {
      const subject = requireSubject(context);
      await db.transaction().execute(async tx => {
        await endSession(tx, subject.accountId, 'session.expired');
        await recordEvent(tx, subject, { act: 'session.signOut', object: '' });
      });
      return {};
    },
  };
}

function requireTerminal({ terminal }: RequestContext): NonNullable<RequestContext['terminal']> {
  if (terminal === null) throw new AppError('terminal.not-enrolled');
  return terminal;
}
