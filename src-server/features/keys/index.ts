import type { keyOperations, keySessionOperations, keySignInOperations } from '#shared/contract/server/key-operations';
import type { Handlers } from '#shared/contract/operation';
import type { RequestContext, Services } from '../../app/services.ts';
import { keyAdministrationHandlers } from './key-administration.ts';
import { keySignInHandlers } from './key-sign-in.ts';

export { sweepChallenges } from './key-challenges.ts';

type Operations = typeof keySignInOperations & typeof keySessionOperations & typeof keyOperations;

export function keyHandlers(services: Services): Handlers<Operations, RequestContext> {
  return { ...keySignInHandlers(services), ...keyAdministrationHandlers(services) };
}
