import { z } from 'zod';
import { ScanSettings } from './scanning.ts';

/** What a driver is asked to do, in this order; `prepare` is reading and setting options, `warm-up` the first sheet, `start` every other. */
export const ScanStep = z.enum(['list', 'open', 'prepare', 'warm-up', 'start', 'read', 'cancel', 'close']);
export type ScanStep = z.infer<typeof ScanStep>;

/**
 * `waiting`: the device is silent longer than it ever was. `cancelling`: it was asked to let go. `restarting`: its driver was
 * ended and begins anew. `resumed`: it works again. `gave-up`: it is the person's turn; `scanning.resume` goes on.
 */
export const TroubleAction = z.enum(['waiting', 'cancelling', 'restarting', 'resumed', 'gave-up']);
export type TroubleAction = z.infer<typeof TroubleAction>;

export const ScanStage = z.enum(['feeder', 'transfer', 'processing', 'upload']);
export type ScanStage = z.infer<typeof ScanStage>;

/** How fast each stage would be alone; the slowest is what the stack waits for. */
export const StagePace = z.object({ stage: ScanStage, pagesPerMinute: z.number().nonnegative(), isBottleneck: z.boolean() });
export type StagePace = z.infer<typeof StagePace>;

/** Words of our own or of SANE ("good", "jammed"), never free text. */
const Status = z.string().regex(/^[a-z][a-z.-]{0,39}$/);
export const StepRecord = z.object({ at: z.iso.datetime(), step: ScanStep, ms: z.int().nonnegative(), longestSilenceMs: z.int().nonnegative(), status: Status });
export type StepRecord = z.infer<typeof StepRecord>;

export const TroubleRecord = z.object({ at: z.iso.datetime(), code: Status, action: TroubleAction, step: ScanStep.nullable() });
export type TroubleRecord = z.infer<typeof TroubleRecord>;

/** How much of the past a report holds. */
export const faultReportBounds = { steps: 200, troubles: 50 } as const;

/** What happened at a scanner, for whoever looks after it: devices, settings and times. No page, no name, no file. */
export const FaultReport = z.object({
  scanner: z.object({ id: z.string().max(200), vendor: z.string().max(100), model: z.string().max(100), backend: z.string().max(60) }).nullable(),
  settings: ScanSettings.nullable(),
  programVersion: z.string().max(40),
  sidesKept: z.int().nonnegative(),
  stages: z.array(StagePace).max(4).readonly(),
  steps: z.array(StepRecord).max(faultReportBounds.steps).readonly(),
  troubles: z.array(TroubleRecord).max(faultReportBounds.troubles).readonly(),
});
export type FaultReport = z.infer<typeof FaultReport>;

export const FaultReportId = z.uuid().brand<'FaultReportId'>();
export type FaultReportId = z.infer<typeof FaultReportId>;

/** At the data centre. */
export const KeptFaultReport = z.object({
  id: FaultReportId,
  reportedAt: z.iso.datetime(),
  terminalName: z.string(),
  unitName: z.string(),
  report: FaultReport,
});
export type KeptFaultReport = z.infer<typeof KeptFaultReport>;
