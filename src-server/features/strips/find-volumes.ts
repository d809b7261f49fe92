import { sql } from 'kysely';
import type { z } from 'zod';
import type { stripOperations } from '#shared/contract/server/strip-operations';
import { compareOnShelf } from '#shared/domain/spine-strip';
import { mostStrips, type StripVolume } from '#shared/domain/strip-job';
import type { Db } from '../../db/schema.ts';
import { rowsAllowed, type Subject } from '../authority/index.ts';
import { secrecyOf } from '../people/index.ts';

type Filter = z.output<(typeof stripOperations)['strips.findVolumes']['input']>;
type View = z.input<typeof StripVolume>;

function volumesOf(db: Db, subject: Subject) {
  return db
    .selectFrom('volumes')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .innerJoin('units', 'units.id', 'persons.unitId')
    .where(rowsAllowed(subject, 'strips.label', { managingUnitId: sql.ref('persons.managingUnitId'), personIdNumber: sql.ref('persons.idNumber'), secrecyLevel: sql.ref('persons.secrecyLevel') }));
}

/** In the order of the shelf. What the rules close is not there, and not counted. */
export async function findStripVolumes(db: Db, subject: Subject, { query, unitId, copy, volumeIds }: Filter): Promise<{ volumes: View[]; total: number }> {
  const start = `${query.replace(/[\\%_]/g, '\\$&')}%`;
  const found = volumesOf(db, subject)
    .$if(query !== '', volumes => volumes.where(eb => eb.or([eb('persons.archiveNumber', 'ilike', start), eb('persons.name', 'like', start)])))
    .$if(unitId !== null, volumes => volumes.where('persons.unitId', '=', unitId ?? ''))
    .$if(copy !== null, volumes => volumes.where('volumes.kind', '=', copy ?? 'original'))
    .$if(volumeIds !== null, volumes => volumes.where('volumes.id', 'in', [...(volumeIds ?? [])]));
  const { total } = await found.select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  const rows = await found
    .select(['volumes.id as volumeId', 'volumes.kind', 'volumes.ordinal', 'volumes.labelNumber', 'persons.name', 'persons.archiveNumber', 'persons.nativePlace', 'persons.secrecyLevel', 'persons.secrecyYears', 'units.name as unitName'])
    .select(eb => eb.selectFrom('volumes as of').whereRef('of.personId', '=', 'volumes.personId').whereRef('of.kind', '=', 'volumes.kind').select(sql<number>`count(*)::integer`.as('count')).as('volumeCount'))
    // Longer numbers stand behind shorter ones, as most of them do on the shelf; the exact order is made below.
    .orderBy(sql`length(persons.archive_number)`)
    .orderBy('persons.archiveNumber')
    .orderBy('volumes.id')
    .limit(mostStrips)
    .execute();
  const volumes = rows.map(({ volumeId, kind, ordinal, name, unitName, archiveNumber, nativePlace, volumeCount, labelNumber, ...secrecy }): View => ({
    volumeId,
    values: { name, unit: unitName, archiveNumber, nativePlace, copy: kind, ordinal, volumeCount: Math.max(volumeCount ?? 1, 1), secrecy: secrecyOf(secrecy), labelNumber },
  }));
  return { volumes: volumes.sort((a, b) => compareOnShelf(a.values, b.values)), total };
}
