import type { Readable } from 'node:stream';
import { DataStore, ERRORS, Upload } from '@tus/server';
import type { Services } from '../../app/services.ts';
import { keptPlan } from '../../db/kept-plan.ts';

export const unfinishedUploadDays = 7;
const expirationMs = unfinishedUploadDays * 24 * 3_600_000;

/** What the tus protocol needs of us: the row says whose it is and how long it will be, the file how much has arrived. */
export class UploadStore extends DataStore {
  readonly #services: Pick<Services, 'db' | 'uploads' | 'now'>;

  constructor(services: Pick<Services, 'db' | 'uploads' | 'now'>) {
    super();
    this.#services = services;
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  /** The row exists already: it was written with the owner's account before. */
  override async create(upload: Upload): Promise<Upload> {
    await this.#services.uploads.create(upload.id);
    return upload;
  }

  override write(source: Readable, id: string, offset: number): Promise<number> {
    return this.#services.uploads.append(id, offset, source);
  }

  override async getUpload(id: string): Promise<Upload> {
    const { db, uploads } = this.#services;
    const row = await db.selectFrom('uploads').select(['size', 'createdAt']).where('id', '=', id).modifyEnd(keptPlan).executeTakeFirst();
    const offset = await uploads.findLength(id);
    // oxlint-disable-next-line typescript/only-throw-error -- the library's own way to answer with a status
    if (row === undefined || offset === undefined) throw ERRORS.FILE_NOT_FOUND;
    return new Upload({ id, size: row.size, offset, creation_date: row.createdAt.toISOString() });
  }

  override async remove(id: string): Promise<void> {
    const { db, uploads } = this.#services;
    await uploads.remove(id);
    await db.deleteFrom('uploads').where('id', '=', id).execute();
  }

  override getExpiration(): number {
    return expirationMs;
  }

  /** Uploads that nobody filed within the time, finished or not; one that is being written, or that belongs to a package, stays. */
  override async deleteExpired(): Promise<number> {
    const { db, now } = this.#services;
    const expired = await db
      .selectFrom('uploads')
      .select('id')
      .where('createdAt', '<', new Date(now().getTime() - expirationMs))
      .where(eb => eb.not(eb.exists(eb.selectFrom('intakePackages').select('intakePackages.id').whereRef('intakePackages.uploadId', '=', 'uploads.id').where('endedAt', 'is', null))))
      .where(eb => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<', now())]))
      .execute();
    for (const { id } of expired) await this.remove(id);
    return expired.length;
  }
}
