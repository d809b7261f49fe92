import Fastify, { type FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { addApiRoutes } from './api-routes.ts';
import { addByteRoutes } from './byte-routes.ts';
import { addCallers } from './callers.ts';
import { addErrorReplies } from './error-replies.ts';
import { addHealthRoutes } from './health-routes.ts';
import { serverLimits } from './limits.ts';
import { reportBug } from './log.ts';
import { addRequestFigures } from './metrics.ts';
import { describeApi } from './openapi.ts';
import type { ServerParts, TlsFiles } from './server-parts.ts';

/** The whole data centre without a port: tests `inject`, `startServer` listens. */
export function buildServer(parts: ServerParts): FastifyInstance {
  const { services, site, log, metrics, tls, isStopping = () => false } = parts;
  const report = (error: unknown): string => reportBug(log, error);
  const app = createApp(tls);
  addErrorReplies(app, report);
  addRequestFigures(app, { metrics, logLine: line => { log.info(line); } });
  app.addHook('onRequest', (_request, reply, done) => {
    if (isStopping()) void reply.header('connection', 'close');
    done(isStopping() ? new AppError('server.stopping') : undefined);
  });
  addCallers(app, services);
  addHealthRoutes(app, services);
  const description = describeApi(site.version);
  app.get('/openapi.json', { config: { session: 'none', operation: 'openapi' } }, () => description);
  addApiRoutes(app, { services, site, log });
  addByteRoutes(app, services, report);
  return app;
}

function createApp(tls: TlsFiles | undefined): FastifyInstance {
  const { node, fastify } = serverLimits;
  if (tls) return Fastify({ ...fastify, https: { ...node, ...tls, minVersion: 'TLSv1.3', handshakeTimeout: 10_000 } });
  return Fastify({ ...fastify, http: node });
}
