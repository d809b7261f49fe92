import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { MaterialId, RequestId, ViewSessionId, VolumeId } from '#shared/domain/ids';
import { heartbeatSeconds, type ViewSession } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import { callDesktop } from '../../api/desktop.ts';
import { advanceView, type EndReason, type ViewNews, type ViewState } from './view-state.ts';

export type ViewSource =
  | { readonly kind: 'grant'; readonly requestId: RequestId }
  | { readonly kind: 'custody'; readonly volumeId: VolumeId };

export type ViewHandle = {
  readonly view: ViewState;
  /** Told with each heartbeat: the reading log counts seconds per material. */
  readonly setMaterial: (id: MaterialId | null) => void;
  readonly runOut: () => void;
  readonly retry: () => void;
};

/** So long without an answer, the pages are covered until the data centre answers again. */
const toleratedSilenceMs = 4 * heartbeatSeconds * 1000;

/** Opens on entering, asks every few seconds whether it may stay open, closes on leaving. `null` opens nothing. */
export function useViewSession(source: ViewSource | null): ViewHandle {
  const [view, tell] = useReducer(advanceView, { kind: 'opening' });
  const [attempt, setAttempt] = useState(0);
  const material = useRef<MaterialId | null>(null);
  const kind = source?.kind;
  const id = source === null ? null : source.kind === 'grant' ? source.requestId : source.volumeId;
  const newest = useRef(source);
  newest.current = source;

  useEffect(() => {
    const wanted = newest.current;
    if (wanted === null) return undefined;
    const leaving = new AbortController();
    void openView(wanted, leaving.signal).then(
      session => {
        if (leaving.signal.aborted) return;
        tell({ kind: 'opened', session });
        leaving.signal.addEventListener('abort', () => {
          closeView(session.id);
        });
        keepAsking(session.id, { signal: leaving.signal, material, tell });
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) tell({ kind: 'refused', error });
      },
    );
    return () => {
      leaving.abort();
    };
  }, [kind, id, attempt]);

  const setMaterial = useCallback((next: MaterialId | null) => {
    material.current = next;
  }, []);
  const runOut = useCallback(() => {
    tell({ kind: 'ran-out' });
  }, []);
  const retry = useCallback(() => {
    setAttempt(known => known + 1);
  }, []);
  return { view, setMaterial, runOut, retry };
}

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: the data centre gives the same session to who comes back at once, and the closing of the one before must not end it. */
function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  const done = turn.then(act);
  turn = done.catch(() => undefined); // told to whoever asked
  return done;
}

const openView = (source: ViewSource, signal: AbortSignal): Promise<ViewSession> =>
  inTurn(async () => {
    signal.throwIfAborted();
    const session =
      source.kind === 'grant'
        ? await callDesktop('viewing.open', { requestId: source.requestId })
        : await callDesktop('viewing.openCustody', { volumeId: source.volumeId });
    // Left before the answer came: the session must not stay open behind.
    if (signal.aborted) await sendClose(session.id);
    return session;
  });

function closeView(id: ViewSessionId): void {
  void inTurn(() => sendClose(id));
}

async function sendClose(id: ViewSessionId): Promise<void> {
  await callDesktop('viewing.close', { id }).catch(() => undefined); // it lapses by itself when nobody asks for it any more
}

type Asking = {
  readonly signal: AbortSignal;
  readonly material: { readonly current: MaterialId | null };
  readonly tell: (news: ViewNews) => void;
};

function keepAsking(id: ViewSessionId, { signal, material, tell }: Asking): void {
  let answeredAt = performance.now();
  // By the clock, not by failed calls: a call to a data centre that hangs may take long to fail.
  const watch = setInterval(() => {
    if (performance.now() - answeredAt > toleratedSilenceMs) tell({ kind: 'silent' });
  }, 1000);
  signal.addEventListener('abort', () => {
    clearInterval(watch);
  });
  const ask = async (): Promise<boolean> => {
    try {
      const { state, secondsLeft, offline } = await callDesktop('viewing.heartbeat', { id, materialId: material.current });
      answeredAt = performance.now();
      tell({ kind: 'heard', state, secondsLeft, offlineSecondsLeft: offline?.secondsLeft ?? null });
      return state === 'open';
    } catch (error) {
      const end = endOf(error);
      if (end) tell({ kind: 'heard', state: end, secondsLeft: 0 });
      return end === undefined;
    }
  };
  const askAgain = (): void => {
    const timer = setTimeout(() => {
      void ask().then(isOpen => {
        if (isOpen && !signal.aborted) askAgain();
      });
    }, heartbeatSeconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
    }, { once: true });
  };
  askAgain();
}

/** Refusals that end the reading; others, such as a lost connection or a locked screen, only pass. */
function endOf(error: unknown): EndReason | undefined {
  if (!(error instanceof AppError)) return undefined;
  const ends: Readonly<Record<string, EndReason>> = {
    'grant.expired': 'expired',
    'grant.withdrawn': 'withdrawn',
    'view-session.closed': 'closed',
    'resource.not-found': 'closed',
  };
  return ends[error.code];
}
