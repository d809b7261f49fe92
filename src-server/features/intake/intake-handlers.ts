import type { Handlers } from '#shared/contract/operation';
import { intakeOperations } from '#shared/contract/server/intake-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';

export function intakeHandlers(_services: Services): Handlers<typeof intakeOperations, RequestContext> {
  const names = Object.keys(intakeOperations);
  const later = (name: string) => () => Promise.reject(new AppError('operation.unknown', { name }));
  return Object.fromEntries(names.map(name => [name, later(name)])) as unknown as Handlers<typeof intakeOperations, RequestContext>; // `as`: one for each name
}
