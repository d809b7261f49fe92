import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import type { partnerOperations } from '#shared/contract/server/partner-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { batchHandlers } from './batches/batch-handlers.ts';
import { deliveryHandlers } from './deliveries/delivery-handlers.ts';
import { exchangeHandlers } from './exchange/exchange-handlers.ts';
import { partnerHandlers } from './exchange/partner-handlers.ts';
import { overrideHandlers } from './findings/override-handlers.ts';
import { looseHandlers } from './loose/loose-handlers.ts';
import { completenessHandlers } from './completeness-handlers.ts';
import { mappingHandlers } from './policies/mapping-handlers.ts';
import { intakePolicyHandlers } from './policies/policy-handlers.ts';
import { sampleHandlers } from './sampling/sample-handlers.ts';

/** Deliveries from the moment they are offered until they are in their volumes or back with the supplier. */
export function intakeHandlers(services: Services): Handlers<typeof intakeOperations & typeof partnerOperations, RequestContext> {
  return {
    ...batchHandlers(services),
    ...deliveryHandlers(services),
    ...overrideHandlers(services),
    ...sampleHandlers(services),
    ...intakePolicyHandlers(services),
    ...mappingHandlers(services),
    ...looseHandlers(services),
    ...completenessHandlers(services),
    ...exchangeHandlers(services),
    ...partnerHandlers(services),
  };
}
