import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { hashSuites } from './digest.ts';

export const FieldChange = z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type FieldChange = z.infer<typeof FieldChange>;

/**
 * One event as it is hashed. People who act are account ids; whose file it was is a keyed hash of the id number and a
 * reference; neither a name nor an id number of a person stands here.
 */
export const AuditRecord = z.strictObject({
  version: z.literal(1),
  suite: z.enum(hashSuites),
  sequence: z.int().positive(),
  at: z.iso.datetime({ precision: 3 }),
  actor: z.string().nullable(),
  unit: z.string(),
  terminal: z.string(),
  terminalId: z.string().nullable(),
  act: z.string(),
  object: z.string(),
  result: z.enum(['done', 'denied', 'failed']),
  detail: z.string(),
  person: z.strictObject({ reference: z.string(), hash: z.string().nullable() }).nullable(),
  changes: z.array(FieldChange).readonly(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

/** The exact text that is hashed, stored and exported. */
export function writePayload(record: AuditRecord): string {
  return canonicalJson(record);
}

/** The same text around the number of an event that has no place in the log yet. */
export function writePayloadAroundNumber(record: Omit<AuditRecord, 'sequence'>): { readonly start: string; readonly end: string } {
  // Unescaped quotes: this stands nowhere in what somebody wrote.
  const [start, end] = writePayload({ ...record, sequence: 0 }).split('"sequence":0');
  return { start: `${start ?? ''}"sequence":`, end: end ?? '' };
}

/** Undefined when the text is not one that `writePayload` can have written. */
export function readPayload(text: string): AuditRecord | undefined {
  try {
    const parsed = AuditRecord.safeParse(JSON.parse(text));
    return parsed.success && writePayload(parsed.data) === text ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** What stands beside the payload so that it can be asked for: derived here for the one who writes and the one who verifies. */
export type AuditColumns = {
  readonly sequence: number;
  readonly suite: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly actorUnitName: string;
  readonly terminalName: string;
  readonly terminalId: string | null;
  readonly act: string;
  readonly object: string;
  readonly result: AuditRecord['result'];
  readonly detail: string;
  readonly personId: string | null;
  readonly personHash: string | null;
};

export function columnsOf({ sequence, suite, at, actor, unit, terminal, terminalId, act, object, result, detail, person }: AuditRecord): AuditColumns {
  return {
    ...{ sequence, suite, at, act, object, result, detail, terminalId },
    actorId: actor,
    actorUnitName: unit,
    terminalName: terminal,
    personId: person?.reference ?? null,
    personHash: person?.hash ?? null,
  };
}
