import { useState, type ReactElement, type ReactNode } from 'react';
import type { SignedIn } from '#shared/contract/desktop-api';
import { KeyHint } from './key-hint.tsx';
import { KeySignIn } from './key-sign-in.tsx';
import { usableKeysOf, usePresentKeys } from './present-keys.ts';

type Props = {
  readonly lastLoginName: string;
  /** Why the person stands here, when he did not come by himself. */
  readonly error: unknown;
  readonly onSignedIn: (signedIn: SignedIn) => void;
  /** The way by password, with what is to be said there about keys. */
  readonly children: (hint: ReactNode) => ReactElement;
};

/** Whoever plugs in a key wants to use it; the password stays one click away. */
export function KeyFirst({ lastLoginName, error, onSignedIn, children }: Props): ReactElement {
  const present = usePresentKeys();
  const [prefersPassword, setPrefersPassword] = useState(false);
  const keys = usableKeysOf(present);
  if (present && keys.length > 0 && !prefersPassword) {
    const usePassword = (): void => {
      setPrefersPassword(true);
    };
    return <KeySignIn keys={keys} loginNames={present.loginNames} lastLoginName={lastLoginName} error={error} onSignedIn={onSignedIn} onUsePassword={usePassword} />;
  }
  return children(
    <KeyHint
      present={present}
      onUseKey={() => {
        setPrefersPassword(false);
      }}
    />,
  );
}
