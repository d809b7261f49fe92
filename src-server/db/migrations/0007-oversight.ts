import { sql, type Kysely } from 'kysely';

/** What the auditor asks stays quick when the log is long: every exact field has its rows in the order of the log. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index audit_events_act on audit_events (act, sequence)`,
  `create index audit_events_object on audit_events (object, sequence) where object <> ''`,
  `create index audit_events_unit on audit_events (actor_unit_name, sequence)`,
  `create index audit_events_terminal on audit_events (terminal_name, sequence)`,
  `create index audit_events_trouble on audit_events (sequence) where result <> 'done'`,
  // Who saw whom: by file, by request, by officer, by day.
  `create index view_sessions_volume on view_sessions (volume_id, opened_at)`,
  `create index view_sessions_request_all on view_sessions (request_id) where request_id is not null`,
  `create index view_sessions_account on view_sessions (account_id, opened_at)`,
  `create index view_sessions_opened on view_sessions (opened_at)`,
  `create index view_sessions_open on view_sessions (ends_at) where closed_at is null`,
  `create index view_requests_person on view_requests (person_id, submitted_at)`,
  `create index print_jobs_session on print_jobs (view_session_id)`,
  `create index print_jobs_prepared on print_jobs (prepared_at)`,
];
