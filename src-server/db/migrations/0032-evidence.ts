import { sql, type Kysely } from 'kysely';

/** 三龄两历一身份核对表, version by version. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table evidence_sheets (
    person_id uuid not null references persons (id), version integer not null check (version > 0),
    content jsonb not null check (length(content::text) < 262144), saved_at timestamptz not null, saved_by uuid not null references accounts (id),
    primary key (person_id, version))`,
];
