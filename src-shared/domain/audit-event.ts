import { z } from 'zod';

/** One act of one person: who, from where, what, on which object, with which result. Contents of files never appear. */
export const AuditEvent = z.object({
  sequence: z.int().positive(),
  at: z.iso.datetime(),
  actorName: z.string(),
  actorUnitName: z.string(),
  terminalName: z.string(),
  /** The operation asked for, e.g. `requests.approve`; its text is in the `audit` namespace. */
  act: z.string(),
  /** What it was done to, in a number or name an auditor can look up: a request number, a register number, an archive number. */
  object: z.string(),
  result: z.enum(['done', 'denied', 'failed']),
  detail: z.string(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
