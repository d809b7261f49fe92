import { sql, type Kysely } from 'kysely';

/** 表单打印登记: forms and sheets on paper, beside copies, catalogues and strips, which have registers of their own. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table sheet_prints (
    id uuid primary key, register_number text not null unique, unit_id uuid not null references units, kind text not null, object text not null, person_id uuid references persons,
    sheet_count integer not null, good_sheets integer, state text not null, printer_name text not null, outcome text, detail text not null default '',
    account_id uuid not null references accounts, started_at timestamptz not null, ended_at timestamptz, idempotency_key uuid not null unique)`,
  `create index sheet_prints_unit on sheet_prints (unit_id, started_at)`,
  `create index sheet_prints_account on sheet_prints (account_id, started_at)`,
];
