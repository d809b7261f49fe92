import { createStepLog, type StepLog } from '../../src-main/device-host/step-log.ts';

/** A step log whose events are kept: `step side status`, of those that have ended. */
export function recordSteps(): { readonly log: StepLog; readonly told: () => readonly string[] } {
  const told: string[] = [];
  const log = createStepLog((name, payload) => {
    if (name === 'scan.stepped' && 'isEnded' in payload && payload.isEnded) told.push(`${payload.step} ${String(payload.side)} ${payload.status}`);
  });
  return { log, told: () => told };
}
