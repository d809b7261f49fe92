import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors/app-error';
import type { Secrecy } from '#shared/domain/secrecy';
import type { Db, Schema } from '../../db/schema.ts';
import type { ResourceFacts } from '../authority/index.ts';

export type PersonRecord = Selectable<Schema['persons']> & { readonly unitName: string; readonly managingUnitName: string };

export async function requirePerson(db: Db, id: string): Promise<PersonRecord> {
  const person = await db
    .selectFrom('persons')
    .innerJoin('units', 'units.id', 'persons.unitId')
    .innerJoin('units as managers', 'managers.id', 'persons.managingUnitId')
    .where('persons.id', '=', id)
    .selectAll('persons')
    .select(['units.name as unitName', 'managers.name as managingUnitName'])
    .executeTakeFirst();
  if (!person) throw new AppError('resource.not-found');
  return person;
}

/** What authority asks about a person's file; audit rows name it by its archive number. */
export function factsOf(person: Pick<PersonRecord, 'id' | 'idNumber' | 'managingUnitId' | 'archiveNumber' | 'secrecyLevel'>): ResourceFacts {
  return { personId: person.id, personIdNumber: person.idNumber, managingUnitId: person.managingUnitId, secrecyLevel: person.secrecyLevel, object: person.archiveNumber };
}

export function secrecyOf(person: Pick<PersonRecord, 'secrecyLevel' | 'secrecyYears'>): Secrecy {
  return { level: person.secrecyLevel, years: person.secrecyYears };
}

export type VolumeCounts = { id: string; kind: 'original' | 'duplicate'; ordinal: number; materialCount: number; pageCount: number };

export async function listVolumes(db: Db, personId: string): Promise<VolumeCounts[]> {
  return db
    .selectFrom('volumes')
    .leftJoin('materials', join => join.onRef('materials.volumeId', '=', 'volumes.id').on('materials.untilVersion', 'is', null))
    .where('volumes.personId', '=', personId)
    .groupBy('volumes.id')
    .select(['volumes.id', 'volumes.kind', 'volumes.ordinal'])
    .select(build => [
      build.cast<number>(build.fn.count('materials.id'), 'integer').as('materialCount'),
      build.cast<number>(build.fn.coalesce(build.fn.sum('materials.pageCount'), build.lit(0)), 'integer').as('pageCount'),
    ])
    .orderBy('volumes.kind', 'desc')
    .orderBy('volumes.ordinal')
    .execute();
}
