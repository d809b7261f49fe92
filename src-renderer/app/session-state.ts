import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { SignedIn } from '#shared/contract/desktop-api';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import { callDesktop, useDesktopEvent, useDesktopQuery } from '../api/desktop.ts';
import { onSessionTrouble } from '../api/session-trouble.ts';
import { afterTrouble, stateOf, type KnownSession, type SessionStage } from './known-session.ts';

export type Session = {
  readonly state: SessionStage;
  readonly signedIn: SignedIn | null;
  /** Why the last session ended; null when the person left of his own accord. */
  readonly endedBy: ErrorCode | null;
  readonly error: unknown;
  readonly retry: () => void;
} & SessionActs;

type SessionActs = {
  readonly enter: (signedIn: SignedIn) => void;
  readonly leave: () => void;
  readonly lock: () => void;
};

/** All answers but those about the terminal itself. */
function forgetAnswers(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'terminal.get' && name !== 'enrolment.get' && name !== 'session.get' });
}

/** Who is at the window, from src-main's answers and events. */
export function useSession(): Session {
  const queryClient = useQueryClient();
  const start = useDesktopQuery('session.get', {});
  const [changed, setChanged] = useState<KnownSession | null>(null);
  const known = changed ?? (start.data ? { signedIn: start.data.signedIn, endedBy: null } : null);
  const newest = useRef(known);
  newest.current = known;
  const acts = useMemo<SessionActs>(
    () => ({
      enter: signedIn => {
        // Nothing that one person saw may greet the next one.
        const isSame = newest.current?.signedIn?.account.id === signedIn.account.id;
        if (isSame) void queryClient.invalidateQueries();
        else forgetAnswers(queryClient);
        setChanged({ signedIn, endedBy: null });
      },
      leave: () => {
        void callDesktop('session.signOut', {}).catch(() => undefined); // leaving works without the data centre, too
        setChanged({ signedIn: null, endedBy: null });
        forgetAnswers(queryClient);
      },
      lock: () => {
        setChanged(afterTrouble(newest.current, 'session.locked'));
        void callDesktop('session.lock', {}).catch(() => undefined); // the screen is blank whatever the answer
      },
    }),
    [queryClient],
  );
  useDesktopEvent('session.key-removed', () => {
    setChanged(afterTrouble(newest.current, 'session.locked'));
  });
  useDesktopEvent('session.ended', ({ code }) => {
    setChanged(afterTrouble(newest.current, code));
  });
  useEffect(
    () =>
      onSessionTrouble(code => {
        setChanged(afterTrouble(newest.current, code));
      }),
    [],
  );
  const { signedIn, endedBy } = known ?? { signedIn: null, endedBy: null };
  return { state: stateOf(known), signedIn, endedBy, error: start.error, retry: () => void start.refetch(), ...acts };
}
