import type { Handlers } from '#shared/contract/operation';
import type { viewingOperations } from '#shared/contract/server/viewing-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { closeSession, keepSession } from './keep-session.ts';
import { createLeases } from './leases.ts';
import { openCustody, openGrant } from './open-session.ts';

/** Reading sessions. The pages themselves go through `renderPage`. */
export function viewingHandlers(services: Services): Handlers<typeof viewingOperations, RequestContext> {
  const leases = createLeases(services);
  return {
    'viewing.open': async ({ requestId }, context) => leases.with(context, await openGrant(services, requireSubject(context), requestId)),
    'viewing.openCustody': async ({ volumeId }, context) => leases.with(context, await openCustody(services, requireSubject(context), volumeId)),
    'viewing.heartbeat': async ({ wantsLease, ...heartbeat }, context) => {
      const { endsAt, ...kept } = await keepSession(services, requireSubject(context), heartbeat);
      if (!wantsLease || kept.state !== 'open') return { ...kept, lease: null };
      return { ...kept, lease: await leases.issue(context, { id: heartbeat.id, endsAt }) };
    },
    'viewing.leaseKey': (_input, context) => {
      requireAllowed(requireSubject(context), 'viewing.leaseKey');
      return Promise.resolve({ publicKey: leases.publicKey });
    },
    'viewing.close': async ({ id }, context) => {
      await closeSession(services, requireSubject(context), id);
      return {};
    },
  };
}
