import type { RequestContext } from '../../app/services.ts';
import type { Actor } from '../audit/index.ts';
import type { AccountRow } from '../identity/index.ts';
import type { KeyTerminal } from './prove-key.ts';

/** By its certificate, to which signatures are bound. */
export function terminalOf({ terminalName }: RequestContext): KeyTerminal {
  return { name: terminalName, certificate: '' };
}

/** Who tries to sign in: nobody yet. */
export function actorOf(account: AccountRow | undefined, { terminalName }: RequestContext): Actor {
  return { accountId: account?.id ?? null, displayName: account?.displayName ?? '', unitName: account?.unitName ?? '', terminalName };
}
