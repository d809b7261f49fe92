import type { windowViewingOperations } from '#shared/contract/server/viewing-operations';
import type { Handlers } from '#shared/contract/operation';
import type { SignedLease } from '#shared/domain/lease';
import type { ViewSession } from '#shared/domain/viewing';
import type { CommonServices } from '../../app/services.ts';
import { endsReading, isCut } from './line-cut.ts';
import type { OfflineReadings } from './offline-readings.ts';

/** Readings as the window knows them. Their leases stay here. */
export function viewingHandlers({ server }: Pick<CommonServices, 'server'>, offline: OfflineReadings): Handlers<typeof windowViewingOperations, unknown> {
  const begin = async (open: () => Promise<ViewSession & { readonly lease: SignedLease | null }>): Promise<ViewSession> => {
    const askedAt = offline.now();
    const { lease, ...session } = await open();
    await offline.begin(session, { lease, askedAt });
    return session;
  };
  return {
    'viewing.open': ({ requestId }) => begin(() => server.call('viewing.open', { requestId })),
    'viewing.openCustody': ({ volumeId }) => begin(() => server.call('viewing.openCustody', { volumeId })),
    'viewing.heartbeat': async heartbeat => {
      // Whether the line is back is asked lightly and all the time; nobody waits for it here.
      const held = server.isOnline() ? undefined : hold(offline, heartbeat);
      if (held) return held;
      try {
        return await beat({ server }, offline, heartbeat);
      } catch (error) {
        if (endsReading(error)) offline.end(heartbeat.id);
        const offlineNow = isCut(error) ? hold(offline, heartbeat) : undefined;
        if (!offlineNow) throw error;
        return offlineNow;
      }
    },
    'viewing.close': async ({ id }) => {
      offline.end(id);
      return server.call('viewing.close', { id });
    },
  };
}

type Beat = Handlers<typeof windowViewingOperations, unknown>['viewing.heartbeat'];
type Heartbeat = Parameters<Beat>[0];
type Beaten = Awaited<ReturnType<Beat>>;

async function beat({ server }: Pick<CommonServices, 'server'>, offline: OfflineReadings, { id, materialId }: Heartbeat): Promise<Beaten> {
  const askedAt = offline.now();
  const wantsLease = offline.wantsLease(id);
  const { state, secondsLeft, lease } = await server.call('viewing.heartbeat', { id, materialId, wantsLease, unseen: offline.unseen(id) });
  if (state === 'open') await offline.heard(id, { lease, askedAt, secondsLeft, hadAskedForLease: wantsLease });
  else offline.end(id);
  return { state, secondsLeft, offline: null };
}

function hold(offline: OfflineReadings, { id, materialId }: Heartbeat): Beaten | undefined {
  const held = offline.hold(id, materialId);
  if (!held) return undefined;
  if (held.readingSeconds > 0) return { state: 'open', secondsLeft: held.readingSeconds, offline: { secondsLeft: held.offlineSeconds } };
  offline.end(id);
  return { state: 'expired', secondsLeft: 0, offline: null };
}
