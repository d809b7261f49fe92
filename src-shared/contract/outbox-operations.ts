import { z } from 'zod';
import { IdempotencyKey, RequestId } from '../domain/ids.ts';
import { WaitingCommand } from '../domain/outbox.ts';
import { Nothing } from './lists.ts';
import { operation } from './operation.ts';
import { requestOperations } from './server/request-operations.ts';

/** 待发箱 of whoever is signed in. */
export const outboxOperations = {
  'outbox.list': operation(Nothing, z.object({ commands: z.array(WaitingCommand).readonly() })),
  /** Not while it is on its way. What was tried before may have arrived all the same. */
  'outbox.withdraw': operation(z.object({ id: IdempotencyKey }), z.object({ isWithdrawn: z.boolean() })),
  /** One that was refused goes again, unchanged. */
  'outbox.retry': operation(z.object({ id: IdempotencyKey }), Nothing),
  /** Kept first, then sent; `isQueued` while the data centre cannot be reached. A refusal is thrown and keeps nothing. */
  'requests.submit': operation(
    requestOperations['requests.submit'].input,
    z.discriminatedUnion('isQueued', [z.object({ isQueued: z.literal(false), id: RequestId, number: z.string() }), z.object({ isQueued: z.literal(true) })]),
  ),
};
