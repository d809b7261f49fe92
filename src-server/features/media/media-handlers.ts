import type { Handlers } from '#shared/contract/operation';
import { mediaOperations } from '#shared/contract/server/intake-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';

export function mediaHandlers(_services: Services): Handlers<typeof mediaOperations, RequestContext> {
  const names = Object.keys(mediaOperations);
  const later = (name: string) => () => Promise.reject(new AppError('operation.unknown', { name }));
  return Object.fromEntries(names.map(name => [name, later(name)])) as unknown as Handlers<typeof mediaOperations, RequestContext>; // `as`: one for each name
}
