import { z } from 'zod';
import { WireError } from '../errors/app-error.ts';
import { DraftId, IdempotencyKey } from './ids.ts';
import { Application } from './view-request.ts';
import { CircleId } from './circle.ts';

/**
 * 待发箱: what was asked of the data centre while it could not be told. A command is written down whole before anything is sent, is never
 * changed, and is sent under its own key as often as needed: the data centre answers a repeated key with the first result.
 */
export const OutboxCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('requests.submit'), input: Application.extend({ circleId: CircleId.nullable(), idempotencyKey: IdempotencyKey }) }),
  /** Exactly what lay on the desk: `fingerprint` tells when it was changed since. The pages are in the terminal's store. */
  z.object({ kind: z.literal('drafts.file'), draftId: DraftId, fingerprint: z.string().max(100) }),
  /** What the report says is read by whoever sends it: not every edition knows of scanners. */
  z.object({ kind: z.literal('faults.report'), id: z.uuid(), report: z.unknown() }),
]);
export type OutboxCommand = z.infer<typeof OutboxCommand>;

/** Of one person at one terminal: a day without a line brings some dozens. */
export const maxWaitingCommands = 500;

export const WaitingCommand = z.object({
  id: IdempotencyKey,
  kind: z.enum(['requests.submit', 'drafts.file', 'faults.report']),
  /** For the person who queued it, to know it by: the purpose of an application, the name of a material, the model of a scanner. */
  title: z.string(),
  queuedAt: z.iso.datetime(),
  /** Sent at least once without an answer: it may have arrived. */
  wasTried: z.boolean(),
  /** Why the data centre did not take it; null while it waits for the line or a sign-in. */
  refusal: WireError.nullable(),
});
export type WaitingCommand = z.infer<typeof WaitingCommand>;
