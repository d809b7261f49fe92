import type { Db } from '../../src-server/db/schema.ts';
import { PersonId, VolumeId } from '../../src-shared/domain/ids.ts';
import { anAccount, aPerson, aUnit, aVolume } from './builders.ts';

export type ArchivistDesk = { readonly loginName: string; readonly volumeId: VolumeId; readonly personId: PersonId };

/** An archivist and an empty volume in his custody. */
export async function anArchivistDesk(db: Db): Promise<ArchivistDesk> {
  const unit = await aUnit(db);
  const account = await anAccount(db, { roles: ['archivist'], unitId: unit.id });
  const person = await aPerson(db, { unitId: unit.id, managingUnitId: unit.id });
  const volume = await aVolume(db, { personId: person.id });
  return { loginName: account.loginName, volumeId: VolumeId.parse(volume.id), personId: PersonId.parse(person.id) };
}
