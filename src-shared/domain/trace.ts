import { z } from 'zod';
import { ViewSessionId } from './ids.ts';

/** A screenshot, photo or scan; as large as the largest page. */
export const maxTracedBytes = 80 * 1024 * 1024;
export const maxTracedPages = 50;

/**
 * How a session was found. `blind`: the picture alone. `assisted`: with points that the auditor found in the visible mark.
 * `informed`: by comparing what is left of the grain with the sessions that the log knows.
 */
export const TraceMethod = z.enum(['blind', 'assisted', 'informed']);
export type TraceMethod = z.infer<typeof TraceMethod>;

/** `unknown-session`: a sound mark of this site that the records do not know. `damaged`: a mark is there, but nobody can be named by it. */
export const TraceOutcome = z.enum(['named', 'unknown-session', 'damaged', 'nothing']);
export type TraceOutcome = z.infer<typeof TraceOutcome>;

/**
 * One and the same sign in several of the visible marks that cover a page: where it is in the picture (shares of its width and height),
 * and in which mark, counted from any one to the right and down. No page of the archive is needed for it.
 */
export const MarkPoint = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1), column: z.int().min(-50).max(50), row: z.int().min(-50).max(50) });
export type MarkPoint = z.infer<typeof MarkPoint>;
export const leastPoints = 4;
export const MarkPoints = z.array(MarkPoint).max(24).readonly();

/** Which sessions a damaged mark is compared with: all of a time, or those of one file. */
export const TraceSearch = z.object({ from: z.iso.datetime(), until: z.iso.datetime(), archiveNumber: z.string().trim().max(60).nullable() });
export type TraceSearch = z.infer<typeof TraceSearch>;

/** A session as the log knows it. No file is opened, and nothing of one is shown. */
export const TracedSession = z.object({
  id: ViewSessionId,
  readerName: z.string(),
  unitName: z.string(),
  terminalName: z.string(),
  /** Application number; for a custodian's own work the archive number. */
  object: z.string(),
  openedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  /** Informed: by how many deviations its code stands out. Otherwise null: the keyed tag itself was right. */
  likeness: z.number().nullable(),
  /** 编号 of the printed copy that the mark names; null where it was a page on a screen. */
  copyNumber: z.string().nullable().default(null),
});
export type TracedSession = z.infer<typeof TracedSession>;

export const Trace = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  auditorName: z.string(),
  fileName: z.string(),
  /** SHA-256 of the picture; the picture itself is not kept. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  page: z.int().positive(),
  method: TraceMethod,
  outcome: TraceOutcome,
  /** By how many deviations the mark's pilots stand out; null where none were found. */
  score: z.number().nullable(),
  /** At most this chance that a picture without the mark gets this answer; null where nobody is named. */
  bound: z.number().nullable(),
  named: z.array(TracedSession).readonly(),
});
export type Trace = z.infer<typeof Trace>;
