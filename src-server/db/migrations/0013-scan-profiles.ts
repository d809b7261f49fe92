import { sql, type Kysely } from 'kysely';

/** Scan profiles shared by all terminals, and the three that come with the program: what terminals had of their own until now. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const steps = '{"orient":true,"straighten":true,"crop":true,"clearBackground":false,"setBlanksAside":true,"splitA3":false,"separators":false}';
const photoSteps = '{"orient":false,"straighten":true,"crop":true,"clearBackground":false,"setBlanksAside":false,"splitA3":false,"separators":false}';
const content = (source: string, resolutionDpi: number, pageSteps: string): string =>
  `{"source":"${source}","mode":"color","resolutionDpi":${String(resolutionDpi)},"paper":"a4","steps":${pageSteps},"deviceOptions":[],"isLocked":false}`;

const statements = [
  `create table scan_profiles (
    id uuid primary key, unit_id uuid references units, name text not null, content jsonb not null, version integer not null,
    preset text, changed_by uuid references accounts, changed_at timestamptz, created_at timestamptz not null, removed_at timestamptz)`,
  `create unique index scan_profiles_name on scan_profiles (coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), name) where removed_at is null`,
  // 300 dpi and colour is what acceptance demands of personnel files; 600 dpi for small or faint print.
  `insert into scan_profiles (id, name, content, version, preset, created_at) values
    ('0d5c0001-5ca0-4000-8000-000000000001', '档案', '${content('feeder', 300, steps)}', 1, 'archive', '2026-11-29 00:00:01+00'),
    ('0d5c0001-5ca0-4000-8000-000000000002', '小字', '${content('feeder', 600, steps)}', 1, 'small-print', '2026-11-29 00:00:02+00'),
    ('0d5c0001-5ca0-4000-8000-000000000003', '照片', '${content('flatbed', 600, photoSteps)}', 1, 'photo', '2026-11-29 00:00:03+00')`,
];
