import type { Selectable } from 'kysely';
import { XmlMapping } from '#shared/domain/xml-mapping';
import type { Db, Schema } from '../../../db/schema.ts';

type MappingRow = Selectable<Schema['intakeMappings']> & { readonly setByName: string };

const mappingQuery = (db: Db, unitId: string) =>
  db.selectFrom('intakeMappings').innerJoin('accounts', 'accounts.id', 'intakeMappings.setBy').selectAll('intakeMappings').select('accounts.displayName as setByName').where('intakeMappings.unitId', '=', unitId);

/** Each in its latest version, by name. */
export function listLatestMappings(db: Db, unitId: string): Promise<MappingRow[]> {
  return mappingQuery(db, unitId).distinctOn('intakeMappings.name').orderBy('intakeMappings.name').orderBy('intakeMappings.version', 'desc').execute();
}

export function findLatestMapping(db: Db, unitId: string, name: string): Promise<MappingRow | undefined> {
  return mappingQuery(db, unitId).where('intakeMappings.name', '=', name).orderBy('intakeMappings.version', 'desc').limit(1).executeTakeFirst();
}

type Chosen = { readonly unitId: string; readonly mappingName: string | null; readonly mappingVersion: number | null };

/** The mapping under which a batch was opened; null for one that is read by the standard alone. */
export async function readMapping(db: Db, { unitId, mappingName, mappingVersion }: Chosen): Promise<XmlMapping | null> {
  if (mappingName === null || mappingVersion === null) return null;
  const { mapping } = await db.selectFrom('intakeMappings').select('mapping').where('unitId', '=', unitId).where('name', '=', mappingName).where('version', '=', mappingVersion).executeTakeFirstOrThrow();
  return XmlMapping.parse(mapping);
}
