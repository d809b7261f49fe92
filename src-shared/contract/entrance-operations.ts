import { z } from 'zod';
import { Account, DemoAccount, LoginName, Password } from '../domain/account.ts';
import { PasswordPolicy } from '../domain/administration.ts';
import { Edition } from '../domain/edition.ts';
import { Enrolment, EnrolmentState } from '../domain/enrolment.ts';
import { Pin, PresentKey, PresentToken } from '../domain/signing-key.ts';
import { Nothing } from './lists.ts';
import { operation } from './operation.ts';

// What a window asks until somebody is at work: apart from the rest, which is read while he types his name.

/** The signed-in person as the window knows him. The session token never leaves src-main. */
export const SignedIn = z.object({
  account: Account,
  mustChangePassword: z.boolean(),
  isPasswordExpired: z.boolean(),
  passwordPolicy: PasswordPolicy,
  idleLockSeconds: z.int().positive(),
  isLocked: z.boolean(),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const Terminal = z.object({
  name: z.string(),
  /** `windowless`: the command line. */
  hostKind: z.enum(['electron', 'chromium', 'windowless']),
  version: z.string(),
  /** Of the program. */
  edition: Edition,
  siteName: z.string(),
  isDemo: z.boolean(),
  demoAccounts: z.array(DemoAccount).readonly(),
  isOnline: z.boolean(),
});
export type Terminal = z.infer<typeof Terminal>;

export const terminalOperations = {
  /** Answers also while the data centre cannot be reached (with what was known last). */
  'terminal.get': operation(Nothing, Terminal),
  'session.get': operation(Nothing, z.object({ signedIn: SignedIn.nullable() })),
  'session.signIn': operation(z.object({ loginName: LoginName, password: Password }), SignedIn),
  'session.changePassword': operation(z.object({ oldPassword: Password, newPassword: Password }), Nothing),
  'session.signOut': operation(Nothing, Nothing),
  /** Everything but unlock and sign-out is refused until the password is given again. */
  'session.lock': operation(Nothing, Nothing),
  'session.unlock': operation(z.object({ password: Password }), SignedIn),
  /** Asked for by `session.confirmation-required`, before an act that cannot be taken back. */
  'session.confirmPassword': operation(z.object({ password: Password }), Nothing),
};

/** 本机入网. Until it is done nothing else of the data centre answers. */
export const localEnrolmentOperations = {
  'enrolment.get': operation(Nothing, Enrolment),
  /** With the one-time code of an administrator; makes a new key. What was asked for before is forgotten. */
  'enrolment.request': operation(z.object({ code: z.string().trim().min(1).max(60), name: z.string().trim().min(1).max(60) }), Enrolment),
};

export const KeyIdAtTerminal = PresentKey.shape.id;

/** USB keys in the readers of this terminal. The PIN goes to the key and nowhere else. */
export const ownKeyOperations = {
  /** `isOffered` false: this terminal has no driver for keys. `ownKeyId`: the key with which the session began, which alone unlocks it. */
  'keys.present': operation(
    Nothing,
    z.object({
      isOffered: z.boolean(),
      problem: z.string().nullable(),
      tokens: z.array(PresentToken).readonly(),
      ownKeyId: z.string().nullable(),
      /** Who signed in here with this key before, by its id. */
      loginNames: z.record(z.string(), z.string()),
    }),
  ),
  'session.signInWithKey': operation(z.object({ loginName: LoginName, keyId: KeyIdAtTerminal, pin: Pin }), SignedIn),
  'session.unlockWithKey': operation(z.object({ pin: Pin }), SignedIn),
  /** What `session.confirmPassword` is to a session that began with a key. */
  'session.confirmWithKey': operation(z.object({ pin: Pin }), Nothing),
};

export const entranceApi = { ...terminalOperations, ...localEnrolmentOperations, ...ownKeyOperations };

export const entranceEvents = {
  'connection.changed': z.object({ isOnline: z.boolean() }),
  'enrolment.changed': z.object({ state: EnrolmentState }),
  /** The session is gone (expired, ended elsewhere); the window shows the sign-in screen and keeps what was typed. */
  'session.ended': z.object({ code: z.string() }),
  /** Ask `keys.present` again. */
  'keys.changed': z.object({}),
  /** The key with which the session began is gone; src-main has locked the screen. */
  'session.key-removed': z.object({}),
};
