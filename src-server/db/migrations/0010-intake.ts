import { sql, type Kysely } from 'kysely';

/** Deliveries: media, batches, packages, their pages, findings and samples; and volumes that keep what an import replaced. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // A row that a later import replaced stays, under the versions it belonged to.
  `alter table materials add column until_version integer`,
  `alter table materials drop constraint materials_volume_id_class_code_sequence_key`,
  `create unique index materials_place on materials (volume_id, class_code, sequence) where until_version is null`,
  `create index materials_volume on materials (volume_id, since_version)`,
  `alter table pages add column perceptual_hash text`,
  `create index pages_digest on pages (original_digest)`,
  `create index pages_hash on pages (perceptual_hash) where perceptual_hash is not null`,
  `alter table uploads add column is_package boolean not null default false`,
  `create table media (
    id uuid primary key, number text not null, kind text not null, serial_number text not null, capacity text not null,
    secrecy_level text not null, secrecy_years integer not null, contents text not null, volumes integer not null, persons integer not null,
    contents_digest text not null, purpose text not null, approval_number text not null, unit_id uuid not null references units,
    state text not null, registered_by uuid not null references accounts, registered_at timestamptz not null,
    idempotency_key uuid not null unique, unique (unit_id, number))`,
  `create table media_moves (
    id uuid primary key, medium_id uuid not null references media, to_state text not null, handed_by text not null, received_by text not null,
    witness text not null, place text not null, cabinet text not null, note text not null, at timestamptz not null, recorded_by uuid not null references accounts)`,
  `create index media_moves_medium on media_moves (medium_id, at)`,
  `create table intake_policies (
    unit_id uuid not null references units, version integer not null, settings jsonb not null, reason text not null,
    set_by uuid not null references accounts, set_at timestamptz not null, primary key (unit_id, version))`,
  `create table intake_batches (
    id uuid primary key, number text not null unique, kind text not null, unit_id uuid not null references units, supplier text not null, note text not null,
    medium_id uuid references media, approval_number text not null, secrecy_level text not null, secrecy_years integer not null,
    state text not null, is_paused boolean not null default false, policy_version integer not null, created_by uuid not null references accounts,
    created_at timestamptz not null, closed_at timestamptz, decided_by uuid references accounts, decided_at timestamptz, decision_note text not null default '',
    sample_seed text, idempotency_key uuid not null unique)`,
  `create index intake_batches_unit on intake_batches (unit_id, created_at)`,
  `create table intake_packages (
    id uuid primary key, batch_id uuid not null references intake_batches, number integer not null, name text not null, upload_id text,
    /* the volume's folder inside the upload; '' when it is the upload itself */
    root text not null default '', bytes bigint not null, digest text not null, state text not null, verdict text, format text,
    person_id uuid references persons, subject_id_number text, subject_name text, archive_number text, volume_id uuid references volumes,
    /* the version that the check compared with */
    volume_version integer, secrecy_level text, secrecy_years integer,
    staged jsonb, material_count integer not null default 0, page_count integer not null default 0,
    blocking_count integer not null default 0, warning_count integer not null default 0, attempts integer not null default 0,
    lease_owner text, lease_until timestamptz, previous_id uuid references intake_packages, offered_by uuid not null references accounts,
    offered_at timestamptz not null, checked_at timestamptz, ended_at timestamptz, idempotency_key uuid not null, unique (batch_id, number), unique (idempotency_key, root))`,
  `create index intake_packages_work on intake_packages (state, offered_at) where state in ('waiting', 'checking', 'accepting')`,
  `create index intake_packages_batch on intake_packages (batch_id, state)`,
  `create index intake_packages_subject on intake_packages (subject_id_number, ended_at)`,
  `create table intake_pages (
    id uuid primary key, package_id uuid not null references intake_packages on delete cascade, class_code text not null, sequence integer not null, number integer not null,
    original_path text not null, optimised_path text, original_blob text not null, original_digest text not null, optimised_blob text not null,
    width_px integer not null, height_px integer not null, dpi integer not null, perceptual_hash text, recipe jsonb not null, facts jsonb not null)`,
  `create index intake_pages_package on intake_pages (package_id, class_code, sequence, number)`,
  `create index intake_pages_digest on intake_pages (original_digest)`,
  `create index intake_pages_hash on intake_pages (perceptual_hash)`,
  `create table intake_findings (
    id uuid primary key, package_id uuid not null references intake_packages on delete cascade, position integer not null, rule text not null, variant text not null,
    severity text not null, class_code text, sequence integer, page integer, path text, expected text not null, found text not null, page_id uuid,
    override_state text, override_reason text, override_by uuid references accounts, override_at timestamptz, second_by uuid references accounts, second_at timestamptz)`,
  `create index intake_findings_package on intake_findings (package_id, position)`,
  // What an attempt was going to store, written before it stores: what a killed process left behind is found by this.
  `create table intake_blobs (blob text primary key, package_id uuid not null references intake_packages, attempt text not null)`,
  `create index intake_blobs_package on intake_blobs (package_id)`,
  // Who has looked into which delivery: the first page is the act that the log tells.
  `create table intake_readings (package_id uuid not null references intake_packages, account_id uuid not null references accounts, primary key (package_id, account_id))`,
  // Which delivery brought a row.
  `alter table materials add column package_id uuid references intake_packages`,
  `create index materials_package on materials (package_id) where package_id is not null`,
  // A page keeps its id when it moves from the delivery into the volume.
  `create table intake_samples (
    id uuid primary key, batch_id uuid not null references intake_batches, package_id uuid not null references intake_packages, page_id uuid not null,
    class_code text not null, sequence integer not null, number integer not null, width_px integer not null, height_px integer not null,
    position integer not null, is_place_right boolean, is_picture_good boolean, note text not null default '', judged_by uuid references accounts, judged_at timestamptz,
    unique (batch_id, position))`,
];
