import type { Services } from '../../app/services.ts';
import { endReadings } from './end-readings.ts';

const atOnce = 200;

/** Readings whose time ran out while nobody asked (a terminal that was switched off): ended and recorded as of their true end. */
export async function sweepReadings({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const lapsed = await db
    .selectFrom('viewSessions')
    .innerJoin('accounts', 'accounts.id', 'viewSessions.accountId')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .select(['viewSessions.id', 'accountId', 'terminalName', 'endsAt', 'displayName', 'units.name as unitName'])
    .where('closedAt', 'is', null)
    .where('endsAt', '<=', now())
    .orderBy('endsAt')
    .limit(atOnce)
    .execute();
  for (const { id, endsAt, ...reader } of lapsed) {
    await db.transaction().execute(tx => endReadings(tx, reader, { sessionIds: [id], reason: 'expired', at: endsAt }));
  }
}
