import { sql } from 'kysely';
import { combineSecrecy, type Secrecy } from '#shared/domain/secrecy';
import type { Services } from '../../app/services.ts';
import { requireAllowed, rowsAllowed, type Subject } from '../authority/index.ts';
import { mediumQuery, viewMedia } from './medium-repository.ts';

const mostMedia = 2000;

/** Every medium of the unit with each hand-over, as the register on paper (介质交接登记簿) has them. */
export async function readMediaRegister({ db }: Services, subject: Subject): Promise<{ readonly media: Awaited<ReturnType<typeof viewMedia>>; readonly secrecy: Secrecy }> {
  requireAllowed(subject, 'media.readRegister');
  const found = await mediumQuery(db).where(rowsAllowed(subject, 'media.get', { managingUnitId: sql`media.unit_id` })).orderBy('registeredAt').orderBy('media.id').limit(mostMedia).execute();
  const media = await viewMedia(db, found);
  return { media, secrecy: combineSecrecy(media.map(({ secrecy }) => secrecy)) };
}
