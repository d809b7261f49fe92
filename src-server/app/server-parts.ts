import type { IncomingMessage } from 'node:http';
import type { Site } from '../features/identity/index.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Services } from './services.ts';

export type ServerParts = {
  readonly services: Services;
  readonly site: Site;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Without it the server is fit for `inject` only. */
  readonly tls?: TlsParts;
  /** The certificate under which a request came, as SHA-256 in hex; by default read from its TLS connection. */
  readonly terminalOf?: (request: IncomingMessage) => string | undefined;
  /** True from the moment the process was asked to end: running requests finish, new ones are refused. */
  readonly isStopping?: () => boolean;
};
/** Key and certificate as PEM, and the authority of the terminals' certificates. */
export type TlsParts = { readonly key: string; readonly cert: string; readonly ca: string };
