import type { UnseenReading, ViewSessionState } from '#shared/domain/viewing';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import type { Subject } from '../authority/index.ts';
import { endReadings, type CloseReason } from '../readings/index.ts';
import { requireOwnSession, type SessionRecord } from './session-repository.ts';
import { secondsLeft, sessionStateAt } from './session-state.ts';

/** A reader that was away (sleeping terminal, broken line) does not count as having read meanwhile. */
const maxGapSeconds = 10;

export type Heartbeat = { readonly id: string; readonly materialId: string | null; /** While the line was cut. */ readonly unseen: readonly UnseenReading[] };

export type KeptSession = { readonly state: ViewSessionState; readonly secondsLeft: number; readonly endsAt: Date };

export async function keepSession({ db, now }: Services, subject: Subject, { id, ...heartbeat }: Heartbeat): Promise<KeptSession> {
  const at = now();
  const session = await requireOwnSession(db, subject, { id, act: 'viewing.heartbeat', at });
  const state = sessionStateAt(session, at);
  if (state === 'open') await countSeconds(db, session, { ...heartbeat, at });
  else if (session.closedAt === null) await endSession(db, subject, { id, reason: 'expired', at: session.endsAt });
  return { state, secondsLeft: state === 'open' ? secondsLeft(session, at) : 0, endsAt: session.endsAt };
}

type Counted = Omit<Heartbeat, 'id'> & { readonly at: Date };

/**
 * Only materials of which a page was delivered have a row: seconds cannot be claimed for anything else. What was read while the line was
 * cut is the terminal's word, and never more than the time that passed.
 */
async function countSeconds(db: Db, { id, lastSeenAt }: SessionRecord, { materialId, unseen, at }: Counted): Promise<void> {
  // What is left of a second counts with the next heartbeat; after a gap nothing is left.
  const passed = Math.max(0, Math.floor((at.getTime() - lastSeenAt.getTime()) / 1000));
  const countedUntil = passed > maxGapSeconds ? at : new Date(lastSeenAt.getTime() + passed * 1000);
  if (passed > 0) await db.updateTable('viewSessions').set({ lastSeenAt: countedUntil }).where('id', '=', id).execute();
  let left = passed;
  for (const reading of unseen) {
    const seconds = Math.min(reading.seconds, left);
    left -= seconds;
    await addSeconds(db, id, { materialId: reading.materialId, seconds });
  }
  if (materialId !== null) await addSeconds(db, id, { materialId, seconds: Math.min(left, maxGapSeconds) });
}

async function addSeconds(db: Db, viewSessionId: string, { materialId, seconds }: { readonly materialId: string; readonly seconds: number }): Promise<void> {
  if (seconds <= 0) return;
  await db
    .updateTable('viewSeconds')
    .set(update => ({ seconds: update('seconds', '+', seconds) }))
    .where('viewSessionId', '=', viewSessionId)
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
