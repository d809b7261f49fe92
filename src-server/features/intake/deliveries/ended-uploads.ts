import { sql } from 'kysely';
import type { Services } from '../../../app/services.ts';

const uploadsAtOnce = 500;

/** An upload goes when the last package in it has ended. The file first: a row without a file is swept again. */
export async function removeEndedUploads({ db, uploads }: Pick<Services, 'db' | 'uploads'>): Promise<void> {
  for (;;) {
    const { rows: ended } = await sql<{ id: string }>`
      select u.id from uploads u
      where exists (select 1 from intake_packages p where p.upload_id = u.id)
        and not exists (select 1 from intake_packages p where p.upload_id = u.id and p.ended_at is null) limit ${uploadsAtOnce}`.execute(db);
    if (ended.length === 0) return;
    const ids = ended.map(({ id }) => id);
    await uploads.remove(...ids);
    await db.deleteFrom('uploads').where('id', 'in', ids).execute();
    if (ended.length < uploadsAtOnce) return;
  }
}
