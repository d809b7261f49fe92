import { deliveryOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';

export function deliveryHandlers(_services: TerminalServices): Handlers<typeof deliveryOperations, unknown> {
  const names = Object.keys(deliveryOperations);
  const later = (name: string) => () => Promise.reject(new AppError('operation.unknown', { name }));
  return Object.fromEntries(names.map(name => [name, later(name)])) as unknown as Handlers<typeof deliveryOperations, unknown>; // `as`: one for each name
}
