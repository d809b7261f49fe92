import { sql } from 'kysely';
import type { Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import type { Subject } from '../../authority/index.ts';
import { objectOf, type PackageRecord } from './delivery-repository.ts';

/** A screen asks again and again while it is open: within this time it is one look. */
const oneLookMinutes = 15;

/** As with a volume, the catalogue alone tells of appointments and penalties: each look at a report is told once. */
export async function recordOpening({ db, now }: Services, subject: Subject, record: PackageRecord): Promise<void> {
  const [at, { accountId }] = [now(), subject];
  await db.transaction().execute(async tx => {
    const { rows } = await sql<{ packageId: string }>`
      insert into intake_openings (package_id, account_id, told_at) values (${record.id}::uuid, ${accountId}::uuid, ${at})
      on conflict (package_id, account_id) do update set told_at = excluded.told_at
      where intake_openings.told_at < ${new Date(at.getTime() - oneLookMinutes * 60_000)} returning package_id`.execute(tx);
    if (rows.length === 0) return;
    await recordEvent(tx, subject, { act: 'intake.getPackage', object: objectOf(record), ...(record.personId === null ? {} : { personId: record.personId }) });
  });
}
