import { z } from 'zod';
import { LogMismatch } from '../../domain/log-proof.ts';
import { Nothing } from '../lists.ts';
import { operation } from '../operation.ts';

const Hash = z.base64().max(64);

/** What proves the log to a terminal: hashes and signatures only, no event. What is asked of the log stands in `oversight-operations`. */
export const auditOperations = {
  /** The newest checkpoint, and the proof that it contains the log of `size` events. */
  'audit.checkpoint': operation(
    z.object({ size: z.int().nonnegative() }),
    z.object({
      /** The public key of the log, as one line of C2SP signed notes. */
      key: z.string().max(300),
      /** null: nothing has been signed yet. */
      note: z.string().max(2_000).nullable(),
      proof: z.array(Hash).max(120).readonly(),
      /** The data centre itself has found its log broken. */
      isBroken: z.boolean(),
    }),
  ),
  /** A terminal whose own checkpoint is contradicted says so; its words are kept as an event. */
  'audit.reportMismatch': operation(
    z.object({
      reason: LogMismatch,
      keptNote: z.string().max(2_000),
      shownNote: z.string().max(2_000),
    }),
    Nothing,
  ),
};
