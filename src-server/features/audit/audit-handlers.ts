import type { Handlers } from '#shared/contract/operation';
import type { auditOperations } from '#shared/contract/server/audit-operations';
import type { RequestContext, Services } from '../../app/services.ts';

export function auditHandlers(_services: Services): Handlers<typeof auditOperations, RequestContext> {
  return {};
}
