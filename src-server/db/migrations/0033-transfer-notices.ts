import { sql, type Kysely } from 'kysely';

/** 转递通知单: what was issued stays as it was issued. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(
      `create table transfer_notices (
        id uuid primary key, number text not null unique, unit_id uuid not null references units, person_id uuid not null references persons, draft jsonb not null,
        content jsonb not null, account_id uuid not null references accounts, issued_at timestamptz not null, idempotency_key uuid not null unique)`,
    )
    .execute(db);
}
