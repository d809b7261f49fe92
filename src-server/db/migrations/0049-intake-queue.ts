import { sql, type Kysely } from 'kysely';

/** What is asked for each package costs the same however many came before it. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create index intake_packages_upload on intake_packages (upload_id)`,
  // The queue in the order in which it is worked off.
  `drop index intake_packages_work`,
  `create index intake_packages_queue on intake_packages ((state <> 'accepting'), offered_at, number) where state in ('waiting', 'checking', 'accepting')`,
  `create index intake_packages_open on intake_packages (batch_id) where ended_at is null`,
  `create index intake_packages_returned on intake_packages (archive_number) where state = 'returned'`,
  `create index intake_samples_package on intake_samples (package_id)`,
  // Pages are found again by their prints: nobody looks for a hash any more.
  `drop index pages_hash`,
  `drop index intake_pages_hash`,
];
