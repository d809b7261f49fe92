import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../../db/schema.ts';
import { personTermsOf } from '../people/index.ts';
import { makeManyPerson, manyPrefix, type PersonRow, type Workplace } from './many-people.ts';

export type BulkProgress = { readonly done: number; readonly total: number };
export type BulkOptions = { readonly seed: number; readonly volumes: number; readonly report: (progress: BulkProgress) => void };

const batchSize = 1000;

/**
 * Adds people with one volume each until there are as many as wanted, for rehearsals with a full city. Their catalogues
 * are those of the drawn volumes, and so are their pages: the names on the pictures are not theirs. Can be stopped and
 * called again; needs the demonstration city with at least one volume.
 */
export async function seedManyVolumes(db: Db, { seed, volumes, report }: BulkOptions): Promise<void> {
  const workplaces = await readWorkplaces(db);
  const templates = await readTemplates(db);
  if (workplaces.length === 0 || templates.length === 0) throw new Error('There is no drawn volume to take pages from.');
  let done = await countMany(db);
  report({ done, total: volumes });
  while (done < volumes) {
    const count = Math.min(batchSize, volumes - done);
    const people = Array.from({ length: count }, (_, offset) => makeManyPerson(seed, done + offset, workplaces));
    await insertBatch(db, people, templates);
    done += count;
    report({ done, total: volumes });
  }
  for (const table of ['persons', 'person_terms', 'volumes', 'materials', 'pages']) await sql`analyze ${sql.table(table)}`.execute(db);
}

async function readWorkplaces(db: Db): Promise<Workplace[]> {
  const units = await db.selectFrom('units').select(['id', 'parentId', 'isCustodian']).orderBy('position').execute();
  return units.flatMap(({ id, parentId, isCustodian }) => {
    if (isCustodian) return parentId === null ? [] : [{ unitId: id, managingUnitId: id }];
    const keeper = units.find(other => other.isCustodian && other.id === parentId) ?? units.find(other => other.isCustodian && other.parentId === (parentId ?? id));
    return keeper ? [{ unitId: id, managingUnitId: keeper.id }] : [];
  });
}

async function readTemplates(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('volumes')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .where('persons.archiveNumber', 'like', 'BC%')
    .where('volumes.kind', '=', 'original')
    .orderBy('persons.archiveNumber')
    .select('volumes.id')
    .execute();
  return rows.map(({ id }) => id);
}

async function countMany(db: Db): Promise<number> {
  const { count } = await db.selectFrom('persons').where('archiveNumber', 'like', `${manyPrefix}%`).select(eb => eb.cast<number>(eb.fn.countAll(), 'integer').as('count')).executeTakeFirstOrThrow();
  return count;
}

/** A uuid that follows from what it names: the rows of a copied catalogue can be made inside the database. */
const idFrom = (name: RawBuilder<unknown>): RawBuilder<string> => sql<string>`overlay(overlay(md5(${name}) placing '4' from 13) placing '8' from 17)::uuid`;

/** One transaction of five statements, whatever the number of rows. */
async function insertBatch(db: Db, people: readonly PersonRow[], templates: readonly string[]): Promise<void> {
  const persons = JSON.stringify(people.map(toSnakeCase));
  const terms = JSON.stringify(people.flatMap(personTermsOf).map(toSnakeCase));
  const copies = JSON.stringify(people.map(({ id }, index) => ({ person: id, template: templates[index % templates.length] })));
  const copy = sql`json_to_recordset(${copies}::json) as copy (person uuid, template uuid)`;
  const volumeId = idFrom(sql`copy.person::text || 'volume'`);
  const materialId = idFrom(sql`copy.person::text || materials.id::text`);
  await db.transaction().execute(async tx => {
    await sql`insert into persons select * from json_populate_recordset(null::persons, ${persons}::json)`.execute(tx);
    await sql`insert into person_terms select * from json_populate_recordset(null::person_terms, ${terms}::json)`.execute(tx);
    await sql`insert into volumes (id, person_id, kind, ordinal, version) select ${volumeId}, copy.person, 'original', 1, 1 from ${copy}`.execute(tx);
    await sql`insert into materials (id, volume_id, since_version, class_code, sequence, name, formed_on, page_count, remark)
      select ${materialId}, ${volumeId}, 1, class_code, sequence, name, formed_on, page_count, remark
      from ${copy} join materials on materials.volume_id = copy.template`.execute(tx);
    await sql`insert into pages (id, material_id, number, width_px, height_px, dpi, original_blob, original_digest, optimised_blob, recipe)
      select ${idFrom(sql`copy.person::text || pages.id::text`)}, ${materialId}, pages.number, width_px, height_px, dpi, original_blob, original_digest, optimised_blob, recipe
      from ${copy} join materials on materials.volume_id = copy.template join pages on pages.material_id = materials.id`.execute(tx);
  });
}

function toSnakeCase(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`), value as unknown])); // `as`: entries of an object are typed any
}
