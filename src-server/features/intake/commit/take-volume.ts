import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/schema.ts';
import type { PackageRecord } from '../deliveries/delivery-repository.ts';
import { findPresentVolume } from '../deliveries/present-volume.ts';

export type TakenVolume = { readonly id: string; readonly version: number; readonly isNew: boolean };
type Asked = { readonly person: { readonly id: string }; readonly record: PackageRecord; readonly isLoose: boolean; readonly at: Date };

/**
 * The volume, locked until the transaction ends; made when there is none. `moved-on`: it is not at the version any more with which the
 * package was compared. Loose material only adds and may be added at any version.
 */
export async function takeVolume(tx: Db, { person, record, isLoose, at }: Asked): Promise<TakenVolume | 'moved-on'> {
  await tx.selectFrom('persons').select('id').where('id', '=', person.id).forUpdate().execute();
  const present = await findPresentVolume(tx, person.id);
  if (!present) {
    if (record.volumeId !== null) return 'moved-on';
    const id = randomUUID();
    await tx.insertInto('volumes').values({ id, personId: person.id, kind: 'original', ordinal: 1, createdAt: at, idempotencyKey: null }).execute();
    await tx.updateTable('persons').set(update => ({ volumeCount: update('volumeCount', '+', 1) })).where('id', '=', person.id).execute();
    return { id, version: 0, isNew: true };
  }
  const { version } = await tx.selectFrom('volumes').select('version').where('id', '=', present.id).forUpdate().executeTakeFirstOrThrow();
  const isAsChecked = record.volumeId === present.id && record.volumeVersion === version;
  return isAsChecked || isLoose ? { id: present.id, version, isNew: false } : 'moved-on';
}
