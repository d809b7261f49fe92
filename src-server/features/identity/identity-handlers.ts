import type { Handlers } from '#shared/contract/operation';
import { publicOperations, sessionOperations } from '#shared/contract/server/session-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireSubject } from '../authority/index.ts';
import { requireAccount } from './accounts.ts';
import { changePassword } from './change-password.ts';
import { noteConfirmation } from './confirmation.ts';
import { provePassword } from './prove-password.ts';
import { endSession } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { clearAttempts } from './sign-in-attempts.ts';
import { findDemoAccounts, readSiteName, type Site } from './site.ts';

export const identityOperations = { ...publicOperations, ...sessionOperations };

export function identityHandlers(services: Services, site: Site): Handlers<typeof identityOperations, RequestContext> {
  const { db, now } = services;
  return {
    'site.get': async () => {
      const demoAccounts = await findDemoAccounts(db, site);
      return { siteName: await readSiteName(db, site), version: site.version, isDemo: demoAccounts !== undefined, demoAccounts: demoAccounts ?? [] };
    },

    'session.signIn': credentials => signIn(services, site, credentials),

    'session.confirmPassword': async ({ password }, context) => {
      const subject = requireSubject(context);
      const { accountId, terminalName: terminal } = subject;
      const account = await requireAccount(db, accountId);
      const { loginName } = account;
      await provePassword(services, { act: 'session.confirmPassword', account, loginName, password, actor: subject, terminal });
      await db.transaction().execute(async tx => {
        await clearAttempts(tx, { loginName, terminal });
        await noteConfirmation(tx, { accountId, now: now() });
      });
      return {};
    },

    'session.changePassword': async (passwords, context) => ({ token: await changePassword(services, requireSubject(context), passwords) }),

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
