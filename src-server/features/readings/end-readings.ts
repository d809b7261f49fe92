import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { Db } from '../../db/schema.ts';
import { recordEvent, type Actor } from '../audit/index.ts';

/** `closed`: by the reader. `moved`: he went on at another terminal. */
export type CloseReason = 'closed' | 'moved' | 'expired' | 'withdrawn';

type Ending = { readonly sessionIds: readonly string[]; readonly reason: CloseReason; readonly at: Date };

/** Ends what is still open of these readings, each once, with one event that says how long each material was on the screen. */
export async function endReadings(tx: Db, actor: Actor, { sessionIds, reason, at }: Ending): Promise<void> {
  if (sessionIds.length === 0) return;
  const ended = await tx
    .updateTable('viewSessions')
    .set({ closedAt: at, closeReason: reason })
    .where('id', 'in', [...sessionIds])
    .where('closedAt', 'is', null)
    .returning(['id', 'requestId'])
    .execute();
  for (const { id, requestId } of ended) {
    if (reason === 'expired' && requestId !== null) {
      await tx.updateTable('viewRequests').set({ state: 'finished' }).where('id', '=', requestId).where('state', '=', 'granted').execute();
    }
    await recordEnd(tx, actor, { id, reason });
  }
}

async function recordEnd(tx: Db, actor: Actor, { id, reason }: { readonly id: string; readonly reason: CloseReason }): Promise<void> {
  const { personId, archiveNumber, number, loginName } = await tx
    .selectFrom('viewSessions')
    .innerJoin('volumes', 'volumes.id', 'viewSessions.volumeId')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .innerJoin('accounts', 'accounts.id', 'viewSessions.accountId')
    .leftJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .select(['persons.id as personId', 'archiveNumber', 'viewRequests.number', 'accounts.loginName'])
    .where('viewSessions.id', '=', id)
    .executeTakeFirstOrThrow();
  const materials = await tx
    .selectFrom('viewSeconds')
    .innerJoin('materials', 'materials.id', 'viewSeconds.materialId')
    .select(['classCode', 'sequence', 'seconds'])
    .where('viewSessionId', '=', id)
    .orderBy('classCode')
    .orderBy('sequence')
    .execute();
  const seconds = materials.reduce((sum, material) => sum + material.seconds, 0);
  await recordEvent(tx, actor, {
    act: 'viewing.close',
    object: number ?? archiveNumber,
    personId,
    detail: `${reason} reader=${loginName} seconds=${String(seconds)}`,
    changes: materials.map(material => ({ field: `seconds.${formatMaterialNumber(material.classCode, material.sequence)}`, before: null, after: String(material.seconds) })),
  });
}
