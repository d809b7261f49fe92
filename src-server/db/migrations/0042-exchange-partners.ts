import { sql, type Kysely } from 'kysely';

/** 交换单位: rows are never removed; a key that was revoked stays known. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(
      `create table exchange_partners (
        id uuid primary key, name text not null, sender_key text unique, recipient_key text unique, added_by uuid references accounts, added_at timestamptz not null,
        revoked_by uuid references accounts, revoked_at timestamptz, reason text not null default '')`,
    )
    .execute(db);
}
