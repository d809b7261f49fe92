import { faultReportBounds, type FaultReport, type ScanStep, type StepRecord, type TroubleAction, type TroubleRecord } from '#shared/domain/scan-fault';

type Stepped = { readonly step: ScanStep; readonly isEnded: boolean; readonly ms: number; readonly longestSilenceMs: number; readonly status: string };

/** The latest steps and troubles at the scanners, for a report; in memory only, and never of a page. */
export type FaultRecorder = {
  readonly stepped: (event: Stepped) => void;
  readonly troubled: (trouble: { readonly code: string; readonly action: TroubleAction }) => void;
  readonly history: () => Pick<FaultReport, 'steps' | 'troubles'>;
};

/** A step that began and never ended is the one that matters: it stays in the list as "begun". Setting up is some twenty small steps, told as one. */
function withStep(steps: readonly StepRecord[], record: StepRecord): readonly StepRecord[] {
  const last = steps.at(-1);
  if (last?.step !== record.step || record.status === 'begun') return [...steps, record];
  if (last.status === 'begun') return withStep(steps.slice(0, -1), record);
  const isMore = record.step === 'prepare' && record.status === last.status;
  if (!isMore) return [...steps, record];
  return [...steps.slice(0, -1), { ...record, ms: last.ms + record.ms, longestSilenceMs: Math.max(last.longestSilenceMs, record.longestSilenceMs) }];
}

export function createFaultRecorder(now: () => Date): FaultRecorder {
  let steps: readonly StepRecord[] = [];
  let troubles: readonly TroubleRecord[] = [];
  let current: ScanStep | null = null;
  return {
    stepped: ({ step, isEnded, ms, longestSilenceMs, status }) => {
      current = isEnded ? null : step;
      steps = withStep(steps, { at: now().toISOString(), step, ms, longestSilenceMs, status }).slice(-faultReportBounds.steps);
    },
    troubled: ({ code, action }) => {
      troubles = [...troubles, { at: now().toISOString(), code, action, step: current }].slice(-faultReportBounds.troubles);
    },
    history: () => ({ steps, troubles }),
  };
}
