import { constants } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import Fastify, { type FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { addApiRoutes } from './api-routes.ts';
import { addByteRoutes } from './byte-routes.ts';
import { addCallers } from './callers.ts';
import { guardConnections } from './connections.ts';
import { addErrorReplies } from './error-replies.ts';
import { addHealthRoutes } from './health-routes.ts';
import { connectionLimits, serverLimits } from './limits.ts';
import { reportBug } from './log.ts';
import { addRequestFigures } from './metrics.ts';
import { describeApi } from './openapi.ts';
import type { ServerParts, TlsParts } from './server-parts.ts';

/** The whole data centre without a port: tests `inject`, `startServer` listens. */
export function buildServer(parts: ServerParts): FastifyInstance {
  const { services, site, log, metrics, tls, isStopping = () => false } = parts;
  const report = (error: unknown): string => reportBug(log, error);
  const app = createApp(tls);
  const connections = app.server instanceof TlsServer ? guardConnections(app.server, services.revocations) : undefined;
  const terminalOf = parts.terminalOf ?? connections?.certificateOf ?? (() => undefined);
  app.addHook('onListen', () => services.revocations.start());
  app.addHook('preClose', done => {
    services.sessionWatch.letGo();
    done();
  });
  app.addHook('onClose', (_app, done) => {
    services.revocations.stop();
    done();
  });
  addErrorReplies(app, report);
  addRequestFigures(app, { metrics, logLine: line => { log.info(line); } });
  app.addHook('onRequest', (_request, reply, done) => {
    if (isStopping()) void reply.header('connection', 'close');
    done(isStopping() ? new AppError('server.stopping') : undefined);
  });
  app.addHook('onRequest', ({ raw }, _reply, done) => { done(findExcess(raw)); });
  addCallers(app, { services, terminalOf });
  addHealthRoutes(app, services);
  const description = describeApi(site.version);
  app.get('/openapi.json', { config: { session: 'none', operation: 'openapi' } }, () => description);
  addApiRoutes(app, { services, site, log });
  addByteRoutes(app, services, report);
  return app;
}

/** More headers than anyone of ours sends; a body that would have to be unpacked. */
function findExcess({ rawHeaders, headers }: IncomingMessage): AppError | undefined {
  if (rawHeaders.length / 2 > connectionLimits.headers) return new AppError('input.too-large');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return new AppError('input.invalid', { path: 'content-encoding' });
  return undefined;
}

/** A certificate is asked for and need not be given; a resumed connection would bring one that was looked at long ago, so there are none. */
const handshake = { minVersion: 'TLSv1.3', handshakeTimeout: 10_000, requestCert: true, rejectUnauthorized: false, secureOptions: constants.SSL_OP_NO_TICKET } as const;

function createApp(tls: TlsParts | undefined): FastifyInstance {
  const { node, fastify } = serverLimits;
  if (tls) return Fastify({ ...fastify, https: { ...node, ...tls, ...handshake } });
  return Fastify({ ...fastify, http: node });
}
