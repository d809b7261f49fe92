import { z } from 'zod';

/** How a log can contradict what was seen of it before. */
export const LogMismatch = z.enum(['rolled-back', 'rewritten', 'forged', 'other-key', 'broken']);
export type LogMismatch = z.infer<typeof LogMismatch>;

/** What a terminal keeps of the log, outside the data centre. */
export const LogAnchor = z.object({ size: z.int().nonnegative(), at: z.iso.datetime(), key: z.string(), note: z.string() });
export type LogAnchor = z.infer<typeof LogAnchor>;

/** The first contradiction that this terminal met; it stays until somebody has looked into it. */
export const LogAlarm = z.object({ reason: LogMismatch, at: z.iso.datetime(), keptNote: z.string(), shownNote: z.string(), isReported: z.boolean() });
export type LogAlarm = z.infer<typeof LogAlarm>;
