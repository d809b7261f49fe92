import { sql, type Kysely } from 'kysely';

/** Recipes say more than the turn now; those from before become the same in the new form. */
export async function up(db: Kysely<never>): Promise<void> {
  const recipe = `jsonb_build_object('half', null, 'fold', 0.5, 'turn', recipe->'rotation', 'straighten', 0, 'crop', null, 'isBackgroundCleaned', false)`;
  for (const table of ['pages', 'intake_pages']) await sql.raw(`update ${table} set recipe = ${recipe} where jsonb_exists(recipe, 'rotation')`).execute(db);
}
