import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { IdempotencyKey, type PageId, type ViewSessionId } from '#shared/domain/ids';
import type { PrintJob, PrintOptions } from '#shared/domain/printing';
import { callDesktop, useDesktopEvent } from '../../api/desktop.ts';

export type PrintWish = {
  readonly viewSessionId: ViewSessionId;
  readonly pageIds: readonly PageId[];
  readonly copies: number;
};

export type PrintRun = {
  /** The registered copy; null before it is prepared. */
  readonly job: PrintJob | null;
  readonly isPreparing: boolean;
  readonly isPrinting: boolean;
  readonly isDone: boolean;
  readonly error: unknown;
  /** What the printer says while it works. */
  readonly live: { readonly state: string; readonly reasons: readonly string[] } | null;
  readonly prepare: (wish: PrintWish) => void;
  readonly print: (printerName: string, options: PrintOptions) => void;
  readonly take: (job: PrintJob) => void;
  readonly cancel: () => void;
  /** Gives the registered copy back when nothing was printed. */
  readonly abandon: () => void;
};

const ends: readonly PrintJob['state'][] = ['completed', 'failed', 'cancelled'];

/** One copy from its registration to its outcome. */
export function usePrintRun(): PrintRun {
  const [job, setJob] = useState<PrintJob | null>(null);
  const [live, setLive] = useState<PrintRun['live']>(null);
  // Kept until the copy is registered: asking twice registers once.
  const [key, setKey] = useState(newKey);
  const prepare = useMutation({
    mutationFn: (wish: PrintWish) => callDesktop('printing.prepare', { ...wish, idempotencyKey: key }),
    onSuccess: prepared => {
      setJob(prepared);
      setKey(newKey());
    },
  });
  const print = useMutation({
    mutationFn: (order: { id: PrintJob['id']; printerName: string; options: PrintOptions }) => callDesktop('printing.print', order),
    onSuccess: setJob,
  });
  const cancel = useMutation({ mutationFn: (id: PrintJob['id']) => callDesktop('printing.cancel', { id }) });
  useDesktopEvent('print.progressed', ({ id, state, reasons }) => {
    if (id === job?.id) setLive({ state, reasons });
  });
  const isDone = job !== null && ends.includes(job.state);
  useGivenBackOnLeaving(print.isPending || isDone ? null : job);
  return {
    job,
    isPreparing: prepare.isPending,
    isPrinting: print.isPending,
    isDone,
    error: print.error ?? prepare.error ?? cancel.error,
    live,
    take: setJob,
    prepare: wish => {
      prepare.mutate(wish);
    },
    print: (printerName, options) => {
      if (job) print.mutate({ id: job.id, printerName, options });
    },
    cancel: () => {
      if (job) cancel.mutate(job.id);
    },
    abandon: () => {
      if (job && !isDone) cancel.mutate(job.id);
      setJob(null);
      setLive(null);
      print.reset();
    },
  };
}

/** A copy that was registered but never printed is given back, also when the reading ends under the dialog. */
function useGivenBackOnLeaving(unprinted: PrintJob | null): void {
  const newest = useRef(unprinted);
  newest.current = unprinted;
  useEffect(
    () => () => {
      if (newest.current) void callDesktop('printing.cancel', { id: newest.current.id }).catch(() => undefined); // nobody is here to be told
    },
    [],
  );
}

function newKey(): IdempotencyKey {
  return IdempotencyKey.parse(crypto.randomUUID());
}
