import type { FastifyInstance } from 'fastify';
import { createDispatcher } from '#shared/contract/operation';
import { apiPath, serverApi } from '#shared/contract/server-api';
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
      const answer = await dispatch(operation, body, { subject, terminal, sessionKey, terminalName: terminal?.name ?? '' });
      return reply.code(statusOf(answer)).send(answer);
    });
  }
}
