import { z } from 'zod';
import { Account, DemoAccount, LoginName, Password } from '../../domain/account.ts';
import { PasswordPolicy } from '../../domain/administration.ts';
import { Edition } from '../../domain/edition.ts';
import { Nothing } from '../lists.ts';
import { operation } from '../operation.ts';

/** The same whatever the person proved himself with. */
export const SignInAnswer = z.object({
  token: z.string(),
  account: Account,
  mustChangePassword: z.boolean(),
  /** It must be changed because it is too old, not because it is a one-time password. */
  isPasswordExpired: z.boolean(),
  passwordPolicy: PasswordPolicy,
  idleLockSeconds: z.int().positive(),
});

/**
 * What the program at the terminal says it is, so that a wrong one is told at once: `terminal.edition-differs`. What it may do is decided by
 * the terminal's record, whatever it says.
 */
export const SaidEdition = Edition.nullable().default(null);

/** Asked without a session; all but `site.get` by an enrolled terminal only. */
export const publicOperations = {
  'session.signIn': operation(
    z.object({ loginName: LoginName, password: Password, edition: SaidEdition }),
    SignInAnswer,
  ),
  'site.get': operation(Nothing, z.object({ siteName: z.string(), isDemo: z.boolean(), version: z.string(), demoAccounts: z.array(DemoAccount).readonly() })),
};

export const sessionOperations = {
  /** Ends the session and begins another one: the old token is worth nothing from now on. */
  'session.changePassword': operation(z.object({ oldPassword: Password, newPassword: Password }), z.object({ token: z.string() })),
  /** Proves that the person at the keyboard is still the one who signed in (after an idle lock). */
  'session.confirmPassword': operation(z.object({ password: Password }), Nothing),
  /** Nothing is read or begun until `confirmPassword`; what is under way is finished. */
  'session.lock': operation(Nothing, Nothing),
  /** Answers with the reason as its error as soon as the session has ended, or after 25 seconds; is no sign of life. */
  'session.watch': operation(Nothing, Nothing),
  'session.signOut': operation(Nothing, Nothing),
};
