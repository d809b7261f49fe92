import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';

type CompletenessHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'volumes.completeness'>;

export function completenessHandlers(_services: Services): CompletenessHandlers {
  return { 'volumes.completeness': () => Promise.reject(new AppError('operation.unknown', { name: 'volumes.completeness' })) };
}
