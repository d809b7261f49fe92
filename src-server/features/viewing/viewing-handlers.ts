import type { Handlers } from '#shared/contract/operation';
import type { viewingOperations } from '#shared/contract/server/viewing-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireSubject } from '../authority/index.ts';
import { closeSession, keepSession } from './keep-session.ts';
import { openCustody, openGrant } from './open-session.ts';

/** Reading sessions. The pages themselves go through `renderPage`. */
export function viewingHandlers(services: Services): Handlers<typeof viewingOperations, RequestContext> {
  return {
    'viewing.open': ({ requestId }, context) => openGrant(services, requireSubject(context), requestId),
    'viewing.openCustody': ({ volumeId }, context) => openCustody(services, requireSubject(context), volumeId),
    'viewing.heartbeat': (heartbeat, context) => keepSession(services, requireSubject(context), heartbeat),
    'viewing.close': async ({ id }, context) => {
      await closeSession(services, requireSubject(context), id);
      return {};
    },
  };
}
