import { useState } from 'react';
import { IdempotencyKey, type VolumeId } from '#shared/domain/ids';
import type { StripTemplateRecord } from '#shared/domain/spine-strip';
import type { StripJob } from '#shared/domain/strip-job';
import type { StripSetting } from '#shared/domain/strip-sheets';
import { useAct } from '../../api/use-act.ts';

export type StripOrder = StripSetting & { readonly template: StripTemplateRecord; readonly volumeIds: readonly VolumeId[]; readonly printerName: string };

export type StripRunState = {
  readonly job: StripJob | null;
  readonly isPrinting: boolean;
  /** The last attempt did not come out whole and nobody has counted yet. */
  readonly mustCount: boolean;
  readonly error: unknown;
  readonly begin: (order: StripOrder) => void;
  readonly goOn: (printerName: string) => void;
  readonly count: (lastGood: number) => void;
  readonly cancel: () => void;
  readonly leave: () => void;
  readonly take: (job: StripJob) => void;
};

/** One batch from its registration to its last good strip. */
export function useStripJob(): StripRunState {
  const [job, setJob] = useState<StripJob | null>(null);
  const [key, setKey] = useState(newKey);
  const look = useAct('strips.get', ({ job: found }) => { setJob(found); });
  const print = useAct('strips.print', setJob);
  const count = useAct('strips.confirmGood', setJob);
  const cancel = useAct('strips.cancelPrint');
  const prepare = useAct('strips.prepare', prepared => {
    setJob(prepared);
    setKey(newKey());
  });
  const send = (id: StripJob['id'], printerName: string, from: number): void => {
    // What went wrong is registered by then: the job says how far it came.
    print.mutate({ id, printerName, from }, { onError: () => { look.mutate({ id }); } });
  };
  const last = job?.runs.at(-1);
  return {
    job,
    isPrinting: prepare.isPending || print.isPending,
    mustCount: job?.state !== 'abandoned' && last !== undefined && last.lastGood === null,
    error: print.error ?? prepare.error ?? count.error ?? cancel.error,
    begin: ({ template, volumeIds, printerName, paper, marginMm }) => {
      prepare.mutate({ idempotencyKey: key, templateId: template.id, version: template.version, paper, marginMm, volumeIds }, { onSuccess: prepared => { send(prepared.id, printerName, 1); } });
    },
    goOn: printerName => {
      if (job) send(job.id, printerName, job.goodCount + 1);
    },
    count: lastGood => {
      print.reset();
      if (job) count.mutate({ id: job.id, lastGood });
    },
    cancel: () => {
      if (job) cancel.mutate({ id: job.id });
    },
    leave: () => {
      setJob(null);
      for (const act of [print, prepare, count]) act.reset();
    },
    take: setJob,
  };
}

function newKey(): IdempotencyKey {
  return IdempotencyKey.parse(crypto.randomUUID());
}
