import type { SignedIn } from '#shared/contract/desktop-api';
import { isErrorCode, type ErrorCode } from '#shared/errors/error-catalogue';

/** `ended` keeps what the last person had on the screen, unseen, in case the same person comes back. */
export type SessionStage = 'starting' | 'signed-out' | 'ended' | 'signed-in';

export type KnownSession = { readonly signedIn: SignedIn | null; readonly endedBy: ErrorCode | null };

/** What an ended session, a lock or a demanded password change makes of what was known. */
export function afterTrouble(known: KnownSession | null, code: string): KnownSession | null {
  if (!known?.signedIn) return known;
  if (code === 'session.locked') return { ...known, signedIn: { ...known.signedIn, isLocked: true } };
  if (code === 'session.password-change-required') return { ...known, signedIn: { ...known.signedIn, mustChangePassword: true } };
  return { ...known, endedBy: known.endedBy ?? (isErrorCode(code) ? code : 'session.expired') };
}

export function stateOf(known: KnownSession | null): SessionStage {
  if (!known) return 'starting';
  if (!known.signedIn) return 'signed-out';
  return known.endedBy === null ? 'signed-in' : 'ended';
}
