import { AppError } from '#shared/errors/app-error';
import type { RequestContext } from '../../app/services.ts';
import type { Actor } from '../audit/index.ts';
import type { AccountRow } from '../identity/index.ts';
import type { KeyTerminal } from './prove-key.ts';

/** Signatures are bound to its certificate. Throws `terminal.not-enrolled` for a machine without one. */
export function terminalOf({ terminal }: RequestContext): KeyTerminal {
  if (!terminal) throw new AppError('terminal.not-enrolled');
  return terminal;
}

/** Who tries to sign in: nobody yet. */
export function actorOf(account: AccountRow | undefined, terminal: KeyTerminal): Actor {
  const { displayName = '', unitName = '' } = account ?? {};
  return { accountId: account?.id ?? null, displayName, unitName, terminalName: terminal.name, terminalId: terminal.id };
}
