import { sql, type Kysely } from 'kysely';

/** 另存: sides that were laid aside when a material was scanned, each as it came from the scanner. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(
      `create table set_aside_sides (
        id uuid primary key, material_id uuid not null references materials, position integer not null, "after" integer not null, dpi integer not null, recipe jsonb not null,
        original_blob text not null, original_digest text not null, unique (material_id, position))`,
    )
    .execute(db);
}
