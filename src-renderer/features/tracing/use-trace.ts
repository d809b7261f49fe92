import { useState } from 'react';
import type { MarkPoint, Trace, TraceSearch } from '#shared/domain/trace';
import { useDesktopEvent } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';

export type SentPicture = { readonly uploadId: string; readonly fileName: string };

export type Tracing = {
  /** The picture that is being traced; null before there is one. */
  readonly picture: SentPicture | null;
  readonly answer: Trace | null;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly take: (path: string) => void;
  /** Asks again about the same picture, with more help. */
  readonly ask: (help: { readonly points?: readonly MarkPoint[]; readonly search?: TraceSearch | null; readonly page?: number }) => void;
};

/** Send once, ask as often as needed: blind first, then with points, then against the log. */
export function useTrace(): Tracing {
  const [picture, setPicture] = useState<SentPicture | null>(null);
  const [answer, setAnswer] = useState<Trace | null>(null);
  const run = useAct('traces.run', setAnswer);
  const send = useAct('traces.send', sent => {
    setPicture(sent);
    run.mutate(sent);
  });
  const take = (path: string): void => {
    setAnswer(null);
    setPicture(null);
    run.reset();
    send.mutate({ path });
  };
  // What is dropped on the window comes from the host with its own paths; of many the first.
  useDesktopEvent('files.dropped', ({ paths }) => {
    const [first] = paths;
    if (first !== undefined) take(first);
  });
  return {
    picture,
    answer,
    isBusy: send.isPending || run.isPending,
    error: send.error ?? run.error,
    take,
    ask: help => { if (picture) run.mutate({ ...picture, ...help }); },
  };
}

