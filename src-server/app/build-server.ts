import Fastify, { type FastifyInstance } from 'fastify';
import type { Site } from '../features/identity/index.ts';
import { addApiRoutes } from './api-routes.ts';
import { addCallers } from './callers.ts';
import { addErrorReplies } from './error-replies.ts';
import { serverLimits } from './limits.ts';
import { reportBug, type Log } from './log.ts';
import type { Services } from './services.ts';

export type ServerParts = {
  readonly services: Services;
  readonly site: Site;
  readonly log: Log;
  /** Certificates; without them the server is fit for `inject` only. */
  readonly tls?: TlsFiles;
};
export type TlsFiles = { readonly key: string; readonly cert: string };

/** The whole data centre without a port: tests `inject`, `startServer` listens. */
export function buildServer({ services, site, log, tls }: ServerParts): FastifyInstance {
  const app = createApp(tls);
  addErrorReplies(app, error => reportBug(log, error));
  addCallers(app, services);
  addApiRoutes(app, { services, site, log });
  return app;
}

function createApp(tls: TlsFiles | undefined): FastifyInstance {
  const { node, fastify } = serverLimits;
  if (tls) return Fastify({ ...fastify, https: { ...node, ...tls, minVersion: 'TLSv1.3', handshakeTimeout: 10_000 } });
  return Fastify({ ...fastify, http: node });
}
