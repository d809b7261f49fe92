import type { SignedIn } from '#shared/contract/desktop-api';
import type { Account } from '#shared/domain/account';
import { AppError } from '#shared/errors/app-error';

type Live = { readonly token: string; readonly signedIn: SignedIn };

/** Who sits at this terminal. The token exists in this closure and in request headers, nowhere else. */
export type SessionState = {
  readonly token: () => string | null;
  readonly signedIn: () => SignedIn | null;
  /** Throws `session.required`. */
  readonly requireAccount: () => Account;
  /** Throws `session.required`, or `session.locked` while the screen is locked. */
  readonly requireUnlocked: () => Account;
  /** After a change of password; nobody signed in meanwhile. */
  readonly renew: (token: string) => void;
  readonly begin: (token: string, signedIn: SignedIn) => void;
  /** Changes nothing when nobody is signed in. */
  readonly update: (change: Partial<Pick<SignedIn, 'isLocked' | 'mustChangePassword' | 'isPasswordExpired'>>) => void;
  readonly end: () => void;
  /** Locked, unlocked, or its password changed. */
  readonly onUpdate: (listener: () => void) => void;
  readonly onBegin: (listener: (account: Account) => void) => void;
  readonly onEnd: (listener: () => void) => void;
};

export function createSessionState(): SessionState {
  let live: Live | null = null;
  const begun: ((account: Account) => void)[] = [];
  const ended: (() => void)[] = [];
  const updated: (() => void)[] = [];

  const requireAccount = (): Account => {
    if (!live) throw new AppError('session.required');
    return live.signedIn.account;
  };
  return {
    token: () => live?.token ?? null,
    signedIn: () => live?.signedIn ?? null,
    requireAccount,
    requireUnlocked: () => {
      const account = requireAccount();
      if (live?.signedIn.isLocked) throw new AppError('session.locked');
      return account;
    },
    begin: (token, signedIn) => {
      live = { token, signedIn };
      for (const listener of begun) listener(signedIn.account);
    },
    renew: token => {
      if (live) live = { ...live, token };
    },
    update: change => {
      if (!live) return;
      live = { ...live, signedIn: { ...live.signedIn, ...change } };
      for (const listener of updated) listener();
    },
    onUpdate: listener => {
      updated.push(listener);
    },
    end: () => {
      if (!live) return;
      live = null;
      for (const listener of ended) listener();
    },
    onBegin: listener => {
      begun.push(listener);
    },
    onEnd: listener => {
      ended.push(listener);
    },
  };
}
