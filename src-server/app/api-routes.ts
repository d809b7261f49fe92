import type { FastifyInstance } from 'fastify';
import { createDispatcher } from '#shared/contract/operation';
import { apiPath, serverApi } from '#shared/contract/server-api';
import { AppError } from '#shared/errors/app-error';
import { composeHandlers } from './compose-handlers.ts';
import { statusOf } from './error-replies.ts';
import { guardHandlers } from './guard.ts';
import { reportBug } from './log.ts';
import type { ServerParts } from './server-parts.ts';

/** POST /api/v1/<name>: JSON in, Reply out; one route for each operation, so that each has its own figures. */
export function addApiRoutes(app: FastifyInstance, { services, site, log }: ServerParts): void {
  const handlers = guardHandlers(services, composeHandlers(services, site));
  const dispatch = createDispatcher(serverApi, handlers, error => reportBug(log, error));
  for (const operation of Object.keys(serverApi)) {
    app.post(apiPath(operation), { config: { operation } }, async ({ subject, terminal, sessionKey, body }, reply) => {
      if (holdsNul(body)) throw new AppError('input.invalid', { path: '' });
      const answer = await dispatch(operation, body, { subject, terminal, sessionKey, terminalName: terminal?.name ?? '' });
      return reply.code(statusOf(answer)).send(answer);
    });
  }
}

/** No text of ours has a NUL, and PostgreSQL keeps none: refused here once instead of failing in each statement. */
function holdsNul(body: unknown): boolean {
  const waiting: unknown[] = [body];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && value.includes('\0')) return true;
    // One by one: a list of half a million entries does not fit into the arguments of one call.
    if (typeof value === 'object' && value !== null) for (const [key, member] of Object.entries(value)) waiting.push(key, member);
  }
  return false;
}
