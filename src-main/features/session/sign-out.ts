import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';

/** At this terminal the session ends also while the data centre cannot be told; there it ends by idleness. */
export async function signOutOf({ session, server, log }: Pick<CommonServices, 'session' | 'server' | 'log'>): Promise<void> {
  if (session.token() === null) return;
  await server.call('session.signOut', {}).catch((error: unknown) => {
    log.warn('sign-out not delivered', { code: error instanceof AppError ? error.code : 'internal' });
  });
  session.end();
}
