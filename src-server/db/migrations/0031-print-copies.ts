import { sql, type Kysely } from 'kysely';

/** Each copy with its own number and mark, and what became of it on paper; the check before copies leave; the end of waste sheets. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table print_jobs add column waste_destroyed_by uuid references accounts, add column waste_destroyed_at timestamptz, add column waste_witness text not null default '',
    add column checked_by uuid references accounts, add column checked_at timestamptz, add column opinion text not null default ''`,
  `create table print_copies (
    job_id uuid not null references print_jobs, number integer not null, mark_serial bigint not null unique, state text not null,
    receiver text not null default '', due_on text, handed_by uuid references accounts, handed_at timestamptz,
    ended_by uuid references accounts, ended_at timestamptz, witness text not null default '', note text not null default '', primary key (job_id, number))`,
  // Copies registered before had no marks of their own; a number that is nobody's session stands in for one.
  `insert into print_copies (job_id, number, mark_serial, state)
    select id, number, floor(random() * 281474976710656)::bigint, case state when 'completed' then 'made' else 'planned' end from print_jobs, generate_series(1, copies) as number`,
  `create index print_copies_due on print_copies (due_on) where state = 'handed-over'`,
];
