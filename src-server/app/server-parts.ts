import type { Site } from '../features/identity/index.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Services } from './services.ts';

export type ServerParts = {
  readonly services: Services;
  readonly site: Site;
  readonly log: Log;
  readonly metrics?: Metrics;
  /** Certificate and key as PEM; without them the server is fit for `inject` only. */
  readonly tls?: TlsFiles;
  /** True from the moment the process was asked to end: running requests finish, new ones are refused. */
  readonly isStopping?: () => boolean;
};
export type TlsFiles = { readonly key: string; readonly cert: string };
