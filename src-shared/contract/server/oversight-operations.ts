import { z } from 'zod';
import { AuditEvent } from '../../domain/audit-event.ts';
import { AccountId } from '../../domain/ids.ts';
import { AuditEventDetail, AuditReport, LogStorage, Officer, Pattern, Reading, WatchRules } from '../../domain/oversight.ts';
import { listOf, Nothing, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

const Number = z.string().trim().min(1).max(60);
const Period = { from: z.iso.datetime(), until: z.iso.datetime() } as const;

/** Whose readings: of one file (by its archive number), under one request, or by one officer. */
export const AccessQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), archiveNumber: Number }),
  z.object({ kind: z.literal('request'), requestNumber: Number }),
  z.object({ kind: z.literal('officer'), accountId: AccountId }),
]);
export type AccessQuestion = z.infer<typeof AccessQuestion>;

/** What the auditor asks of the log, and of the tables that it accounts for. He sees numbers, never files or a roster. */
export const oversightOperations = {
  /** The log, newest first. A free `text` needs a period, unless officer, object or file narrow the question already. */
  'audit.list': operation(
    z.object({
      text: z.string().trim().max(60).default(''),
      actorId: AccountId.nullable().default(null),
      unitName: z.string().max(200).nullable().default(null),
      terminalName: z.string().max(60).nullable().default(null),
      acts: z.array(z.string().max(60)).max(100).readonly().default([]),
      result: z.enum(['done', 'denied', 'failed', 'not-done']).nullable().default(null),
      /** A request number, a register number, a login name: exactly as it stands in the log. */
      object: Number.nullable().default(null),
      /** Whose file it was. */
      archiveNumber: Number.nullable().default(null),
      from: Period.from.nullable().default(null),
      until: Period.until.nullable().default(null),
      page: PageNumber,
    }),
    listOf(AuditEvent),
  ),
  /** One row in full, with the rows before and after it. */
  'audit.get': operation(z.object({ sequence: z.int().positive() }), z.object({ event: AuditEventDetail, neighbours: z.array(AuditEvent).readonly() })),
  'audit.officers': operation(z.object({ query: z.string().trim().min(1).max(60) }), z.object({ officers: z.array(Officer).readonly() })),
  /** 谁看过谁. `denied` counts the refused attempts in the same period. */
  'audit.accessOf': operation(
    z.object({ about: AccessQuestion, from: Period.from.nullable().default(null), until: Period.until.nullable().default(null), page: PageNumber }),
    listOf(Reading).extend({ denied: z.int().nonnegative() }),
  ),
  'audit.patterns': operation(z.object(Period), z.object({ rules: WatchRules, patterns: z.array(Pattern).readonly() })),
  /** By the auditor, whose own tool it is; the change is an event like any other. */
  'audit.setWatchRules': operation(WatchRules, Nothing),
  'audit.report': operation(z.object(Period), AuditReport),
  /** The same report as a file to keep. */
  'audit.reportFile': operation(
    z.object({ ...Period, format: z.enum(['csv', 'pdf']) }),
    z.object({ fileName: z.string(), base64: z.base64() }),
  ),
  'audit.storage': operation(Nothing, LogStorage),
};
