import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SignedIn } from '#shared/contract/desktop-api';
import { isErrorCode, type ErrorCode } from '#shared/errors/error-catalogue';
import { callDesktop, useDesktopEvent, useDesktopQuery } from '../api/desktop.ts';
import { onSessionTrouble, type SessionTrouble } from '../api/session-trouble.ts';

export type Session = {
  /** `ended` keeps what the last person had on the screen, unseen, in case the same person comes back. */
  readonly state: 'starting' | 'signed-out' | 'ended' | 'signed-in';
  readonly signedIn: SignedIn | null;
  /** Why the last session ended; null when the person left of his own accord. */
  readonly endedBy: ErrorCode | null;
  readonly error: unknown;
  readonly enter: (signedIn: SignedIn) => void;
  readonly leave: () => void;
  readonly lock: () => void;
  readonly retry: () => void;
};

type Known = { readonly signedIn: SignedIn | null; readonly isEnded: boolean; readonly endedBy: ErrorCode | null };

/** Who is at the window, from src-main's answers and events. */
export function useSession(): Session {
  const queryClient = useQueryClient();
  const start = useDesktopQuery('session.get', {});
  const [changed, setChanged] = useState<Known | null>(null);
  const known = changed ?? (start.data ? { signedIn: start.data.signedIn, isEnded: false, endedBy: null } : null);
  const newest = useRef(known);
  newest.current = known;

  const enter = useCallback(
    (signedIn: SignedIn) => {
      // Nothing that one person saw may greet the next one.
      if (newest.current?.signedIn?.account.id !== signedIn.account.id) queryClient.clear();
      setChanged({ signedIn, isEnded: false, endedBy: null });
    },
    [queryClient],
  );
  const leave = useCallback(() => {
    void callDesktop('session.signOut', {}).catch(() => undefined); // leaving works without the data centre, too
    queryClient.clear();
    setChanged({ signedIn: null, isEnded: false, endedBy: null });
  }, [queryClient]);
  const markLocked = useCallback(() => {
    const signedIn = newest.current?.signedIn;
    if (signedIn) setChanged({ signedIn: { ...signedIn, isLocked: true }, isEnded: false, endedBy: null });
  }, []);
  const lock = useCallback(() => {
    markLocked();
    void callDesktop('session.lock', {}).catch(() => undefined); // the screen is blank whatever the answer
  }, [markLocked]);
  const end = useCallback((code: string) => {
    const last = newest.current;
    if (last?.signedIn && !last.isEnded) setChanged({ ...last, isEnded: true, endedBy: isErrorCode(code) ? code : 'session.expired' });
  }, []);

  useDesktopEvent('session.ended', ({ code }) => {
    end(code);
  });
  useEffect(
    () =>
      onSessionTrouble((trouble: SessionTrouble) => {
        const signedIn = newest.current?.signedIn;
        if (trouble === 'session.locked') markLocked();
        else if (trouble !== 'session.password-change-required') end(trouble);
        else if (signedIn) setChanged({ signedIn: { ...signedIn, mustChangePassword: true }, isEnded: false, endedBy: null });
      }),
    [end, markLocked],
  );
  return {
    state: stateOf(known),
    signedIn: known?.signedIn ?? null,
    endedBy: known?.endedBy ?? null,
    error: start.error,
    enter,
    leave,
    lock,
    retry: () => void start.refetch(),
  };
}

function stateOf(known: Known | null): Session['state'] {
  if (!known) return 'starting';
  if (!known.signedIn) return 'signed-out';
  return known.isEnded ? 'ended' : 'signed-in';
}
