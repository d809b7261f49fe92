import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import { z } from 'zod';
import { ScanProfile } from '#shared/domain/scan-profile';
import type { Db, Schema } from '../../db/schema.ts';

export type ScanProfileRow = Selectable<Schema['scanProfiles']> & { readonly changedByName: string | null };

const onlyKey = 'scanProfilesOnly';

const inForce = (db: Db): SelectQueryBuilder<Schema, 'scanProfiles', ScanProfileRow> =>
  db
    .selectFrom('scanProfiles')
    .selectAll('scanProfiles')
    .select(eb => eb.selectFrom('accounts').select('displayName').whereRef('accounts.id', '=', 'scanProfiles.changedBy').as('changedByName'))
    .where('removedAt', 'is', null);

/** In force, those for all units first, in the order in which they were made. `unitId` leaves out what is another unit's; null leaves out nothing. */
export function listScanProfiles(db: Db, unitId: string | null): Promise<ScanProfileRow[]> {
  const listed = inForce(db).$if(unitId !== null, query => query.where(eb => eb.or([eb('unitId', 'is', null), eb('unitId', '=', unitId)])));
  return listed.orderBy(sql`unit_id is not null`).orderBy('createdAt').orderBy('id').execute();
}

export function findScanProfile(db: Db, id: string): Promise<ScanProfileRow | undefined> {
  return inForce(db).where('scanProfiles.id', '=', id).executeTakeFirst();
}

export function viewScanProfile({ id, unitId, name, content, version, preset, changedByName: changedBy, changedAt }: ScanProfileRow): ScanProfile {
  return ScanProfile.parse({ ...content, id, unitId, name, version, preset, changedBy, changedAt: changedAt?.toISOString() ?? null });
}

export async function isProfilesOnly(db: Db): Promise<boolean> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', onlyKey).executeTakeFirst();
  return row !== undefined && z.boolean().parse(row.value);
}

export async function saveProfilesOnly(db: Db, isOnly: boolean): Promise<void> {
  const value = JSON.stringify(isOnly);
  await db.insertInto('settings').values({ key: onlyKey, value }).onConflict(conflict => conflict.column('key').doUpdateSet({ value })).execute();
}
