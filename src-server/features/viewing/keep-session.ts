import type { ViewSessionState } from '#shared/domain/viewing';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import type { Subject } from '../authority/index.ts';
import { endReadings, type CloseReason } from '../readings/index.ts';
import { requireOwnSession, type SessionRecord } from './session-repository.ts';
import { secondsLeft, sessionStateAt } from './session-state.ts';

/** A reader that was away (sleeping terminal, broken line) does not count as having read meanwhile. */
const maxGapSeconds = 10;

export type Heartbeat = { readonly id: string; readonly materialId: string | null };

export async function keepSession({ db, now }: Services, subject: Subject, { id, materialId }: Heartbeat): Promise<{ state: ViewSessionState; secondsLeft: number }> {
  const at = now();
  const session = await requireOwnSession(db, subject, { id, act: 'viewing.heartbeat', at });
  const state = sessionStateAt(session, at);
  if (state === 'open') await countSeconds(db, session, { materialId, at });
  else if (session.closedAt === null) await endSession(db, subject, { id, reason: 'expired', at: session.endsAt });
  return { state, secondsLeft: state === 'open' ? secondsLeft(session, at) : 0 };
}

/** Only materials of which a page was delivered have a row: seconds cannot be claimed for anything else. */
async function countSeconds(db: Db, { id, lastSeenAt }: SessionRecord, { materialId, at }: { readonly materialId: string | null; readonly at: Date }): Promise<void> {
  // What is left of a second counts with the next heartbeat; after a gap nothing is left.
  const seconds = Math.floor((at.getTime() - lastSeenAt.getTime()) / 1000);
  const countedUntil = seconds > maxGapSeconds ? at : new Date(lastSeenAt.getTime() + Math.max(0, seconds) * 1000);
  if (seconds > 0) await db.updateTable('viewSessions').set({ lastSeenAt: countedUntil }).where('id', '=', id).execute();
  if (materialId === null || seconds <= 0) return;
  await db
    .updateTable('viewSeconds')
    .set(update => ({ seconds: update('seconds', '+', Math.min(seconds, maxGapSeconds)) }))
    .where('viewSessionId', '=', id)
    .where('materialId', '=', materialId)
    .execute();
}

export async function closeSession({ db, now }: Services, subject: Subject, id: string): Promise<void> {
  const at = now();
  const session = await requireOwnSession(db, subject, { id, act: 'viewing.close', at });
  if (session.closedAt !== null) return;
  const hasExpired = sessionStateAt(session, at) === 'expired';
  await endSession(db, subject, { id, reason: hasExpired ? 'expired' : 'closed', at: hasExpired ? session.endsAt : at });
}

type Ending = { readonly id: string; readonly reason: CloseReason; readonly at: Date };

async function endSession(db: Db, subject: Subject, { id, reason, at }: Ending): Promise<void> {
  await db.transaction().execute(tx => endReadings(tx, subject, { sessionIds: [id], reason, at }));
}
