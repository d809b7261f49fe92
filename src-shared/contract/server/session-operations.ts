import { z } from 'zod';
import { Account, DemoAccount, LoginName, Password } from '../../domain/account.ts';
import { Nothing } from '../lists.ts';
import { operation } from '../operation.ts';

/** Asked without a session. */
export const publicOperations = {
  'session.signIn': operation(
    z.object({ loginName: LoginName, password: Password, terminalName: z.string().trim().min(1).max(60) }),
    z.object({ token: z.string(), account: Account, mustChangePassword: z.boolean(), idleLockSeconds: z.int().positive() }),
  ),
  'site.get': operation(Nothing, z.object({ siteName: z.string(), isDemo: z.boolean(), version: z.string(), demoAccounts: z.array(DemoAccount).readonly() })),
};

export const sessionOperations = {
  'session.changePassword': operation(z.object({ oldPassword: Password, newPassword: Password }), Nothing),
  /** Proves that the person at the keyboard is still the one who signed in (after an idle lock). */
  'session.confirmPassword': operation(z.object({ password: Password }), Nothing),
  'session.signOut': operation(Nothing, Nothing),
};
