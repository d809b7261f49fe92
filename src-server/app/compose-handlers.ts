import type { Handlers } from '#shared/contract/operation';
import type { ServerApi } from '#shared/contract/server-api';
import { auditHandlers } from '../features/audit/index.ts';
import { identityHandlers, type Site } from '../features/identity/index.ts';
import { personHandlers } from '../features/people/index.ts';
import { volumeHandlers } from '../features/volumes/index.ts';
import type { RequestContext, Services } from './services.ts';

/** Every operation of the contract and the feature that answers it. */
export function composeHandlers(services: Services, site: Site): Partial<Handlers<ServerApi, RequestContext>> {
  return {
    ...identityHandlers(services, site),
    ...personHandlers(services),
    ...volumeHandlers(services),
    ...auditHandlers(services),
  };
}
