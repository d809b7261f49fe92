import { z } from 'zod';
import { UnitId, VolumeId } from './ids.ts';
import { StripTemplate, StripTemplateId, StripValues } from './spine-strip.ts';
import { StripMargin, StripPaper } from './strip-sheets.ts';

export const StripJobId = z.uuid().brand<'StripJobId'>();
export type StripJobId = z.infer<typeof StripJobId>;

/** One batch of strips or labels; a shelf holds fewer. */
export const mostStrips = 500;

/** A volume that may get a strip, with what stands on it. */
export const StripVolume = z.object({ volumeId: VolumeId, values: StripValues });
export type StripVolume = z.infer<typeof StripVolume>;

/** open → printing → completed | open: after a jam it goes on behind the last good strip. `abandoned`: given up with what was good. */
export const StripJobState = z.enum(['open', 'printing', 'completed', 'abandoned']);
export type StripJobState = z.infer<typeof StripJobState>;

/** One attempt on one printer: from which strip it began, and which was the last good one (null while it runs). */
export const StripRun = z.object({
  number: z.int().positive(),
  firstPosition: z.int().positive(),
  lastGood: z.int().nonnegative().nullable(),
  printerName: z.string(),
  outcome: z.enum(['completed', 'failed', 'cancelled']).nullable(),
  detail: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type StripRun = z.infer<typeof StripRun>;

/** One row of the register of strips (背条打印登记). Positions count from one, as on the shelf. */
export const StripJob = z.object({
  id: StripJobId,
  registerNumber: z.string(),
  unitId: UnitId,
  templateId: StripTemplateId,
  templateName: z.string(),
  template: StripTemplate,
  paper: StripPaper,
  marginMm: StripMargin,
  state: StripJobState,
  stripCount: z.int().positive(),
  /** Strips that came out right, counted from the first. */
  goodCount: z.int().nonnegative(),
  operatorName: z.string(),
  preparedAt: z.iso.datetime(),
  runs: z.array(StripRun).readonly(),
});
export type StripJob = z.infer<typeof StripJob>;

/** What users of all units found about one make of printer: the newest word of each unit. */
export const PrinterVerdict = z.object({
  model: z.string().trim().min(1).max(120),
  paper: StripPaper,
  /** `right`: prints strips as they are meant; `usable`: with a note; `unfit`: do not try again. */
  verdict: z.enum(['right', 'usable', 'unfit']),
  note: z.string().trim().max(200),
});
export type PrinterVerdict = z.infer<typeof PrinterVerdict>;
