import { randomUUID } from 'node:crypto';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';
import type { PackageRecord } from '../deliveries/delivery-repository.ts';
import { findPresentVolume } from '../deliveries/present-volume.ts';
import type { SubjectPerson } from './subject-person.ts';

/** `version` is the one that the package found; a new volume begins with the next. */
export type TakenVolume = { readonly id: string; readonly version: number; readonly isNew: boolean };
type Asked = { readonly person: SubjectPerson; readonly record: PackageRecord; readonly isLoose: boolean; readonly at: Date };

/**
 * The volume, locked until the transaction ends; made when there is none. `moved-on`: it is not at the version any more with which the
 * package was compared. Loose material only adds and may be added at any version.
 */
export async function takeVolume(tx: Db, { person, record, isLoose, at }: Asked): Promise<TakenVolume | 'moved-on'> {
  const present = person.isNew ? null : await lockPresentVolume(tx, person.id);
  if (!present) {
    if (record.volumeId !== null) return 'moved-on';
    const id = randomUUID();
    await tx.insertInto('volumes').values({ id, personId: person.id, kind: 'original', ordinal: 1, version: 1, createdAt: at, idempotencyKey: null }).modifyEnd(keptPlan).execute();
    await tx.updateTable('persons').set(update => ({ volumeCount: update('volumeCount', '+', 1) })).where('id', '=', person.id).modifyEnd(keptPlan).execute();
    return { id, version: 0, isNew: true };
  }
  const { version } = await tx.selectFrom('volumes').select('version').where('id', '=', present.id).forUpdate().executeTakeFirstOrThrow();
  const isAsChecked = record.volumeId === present.id && record.volumeVersion === version;
  return isAsChecked || isLoose ? { id: present.id, version, isNew: false } : 'moved-on';
}

/** With the person, so that no two packages make a first volume for him. */
async function lockPresentVolume(tx: Db, personId: string): ReturnType<typeof findPresentVolume> {
  await tx.selectFrom('persons').select('id').where('id', '=', personId).forUpdate().execute();
  return findPresentVolume(tx, personId);
}
