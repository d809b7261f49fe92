import { sql, type Kysely } from 'kysely';

/** Terms of one person (search inside a unit, removal of a person); units below a unit (managing scope, asked by every request). */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('create index person_terms_person on person_terms (person_id, kind, term)').execute(db);
  await sql.raw('create index units_parent on units (parent_id)').execute(db);
}
