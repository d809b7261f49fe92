import { z } from 'zod';

/** The first line of an export. The key is told for convenience: whoever verifies brings his own. */
export const ExportHeader = z.object({ kind: z.literal('header'), format: z.literal('danglian-audit-export/1'), key: z.string(), at: z.iso.datetime() });

/** Checkpoints come before the events, so that one pass is enough whatever the size of the log. */
export const ExportedNote = z.object({ kind: z.literal('note'), note: z.string() });

export const ExportedEvent = z.object({
  kind: z.literal('event'),
  sequence: z.int(),
  suite: z.string(),
  /** The exact text that was hashed. */
  payload: z.string(),
  prev: z.hex(),
  hash: z.hex(),
  /** What the table says beside it. */
  columns: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type ExportedEvent = z.infer<typeof ExportedEvent>;

/** The last line: an export without it was cut. */
export const ExportEnd = z.object({ kind: z.literal('end'), events: z.int(), notes: z.int() });

export const ExportLine = z.discriminatedUnion('kind', [ExportHeader, ExportedNote, ExportedEvent, ExportEnd]);
export type ExportLine = z.infer<typeof ExportLine>;
