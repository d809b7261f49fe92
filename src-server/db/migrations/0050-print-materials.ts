import { sql, type Kysely } from 'kysely';

/** A copy holds pages of several materials (摘录): its pages say of which. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table print_jobs drop column material_id').execute(db);
}
