import { createContext, useContext } from 'react';
import type { Terminal, SignedIn } from '#shared/contract/desktop-api';
import type { Role } from '#shared/domain/account';

/** Who sits at this terminal. Screens below the frame always have one. */
export const SignedInContext = createContext<SignedIn | null>(null);

export function useSignedIn(): SignedIn {
  const signedIn = useContext(SignedInContext);
  if (!signedIn) throw new Error('useSignedIn outside its provider');
  return signedIn;
}

/** Only for what to offer: the data centre decides what is allowed. */
export function useHasRole(role: Role): boolean {
  return useSignedIn().account.roles.includes(role);
}

export const TerminalContext = createContext<Terminal | null>(null);

/** Undefined until src-main has answered for the first time. */
export function useTerminal(): Terminal | undefined {
  return useContext(TerminalContext) ?? undefined;
}
