import type { ViewSessionId } from '#shared/domain/ids';
import type { SignedLease } from '#shared/domain/lease';
import type { CommonServices } from '../../app/services.ts';
import { verifyLease, type GoodLease } from './verify-lease.ts';

export type CheckLease = (id: ViewSessionId, lease: SignedLease, after: string | null) => Promise<GoodLease | undefined>;

/** The key of the data centre is asked for once in each sign-in. A lease that does not hold is none: reading goes on, with the line only. */
export function createLeaseCheck({ session, server, log }: Pick<CommonServices, 'session' | 'server' | 'log'>): CheckLease {
  let known: { readonly token: string; readonly publicKey: string } | undefined;
  return async (viewSessionId, lease, after) => {
    const token = session.token();
    const accountId = session.signedIn()?.account.id;
    if (token === null || accountId === undefined) return undefined;
    try {
      if (known?.token !== token) known = { token, ...(await server.call('viewing.leaseKey', {})) };
      const good = verifyLease(lease, known.publicKey, { viewSessionId, accountId, token, after });
      if (!good) log.warn('offline lease refused', { viewSessionId });
      return good;
    } catch (error) {
      log.warn('offline lease not checked', { viewSessionId, error: error instanceof Error ? error.name : typeof error });
      return undefined;
    }
  };
}
