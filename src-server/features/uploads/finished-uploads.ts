import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { keptPlan } from '../../db/kept-plan.ts';

/**
 * The bytes of a finished upload. Throws `resource.not-found` when it is not this account's or does not exist, and
 * `upload.incomplete` while bytes are missing. Nothing vouches for the bytes: compare their digest with the terminal's.
 */
export async function readUpload({ db, uploads }: Services, accountId: string, uploadId: string): Promise<Buffer> {
  const row = await db.selectFrom('uploads').select('size').where('id', '=', uploadId).where('accountId', '=', accountId).executeTakeFirst();
  if (row === undefined) throw new AppError('resource.not-found');
  if ((await uploads.findLength(uploadId)) !== row.size) throw new AppError('upload.incomplete');
  return uploads.read(uploadId);
}

/**
 * The size of a package whose upload has finished. Throws `resource.not-found` as `readUpload` does, also for what was not told to be a
 * package, and `package.upload-incomplete` while bytes are missing.
 */
export async function requirePackageUpload({ db, uploads }: Services, accountId: string, uploadId: string): Promise<number> {
  const row = await db.selectFrom('uploads').select('size').where('id', '=', uploadId).where('accountId', '=', accountId).where('isPackage', '=', true).modifyEnd(keptPlan).executeTakeFirst();
  if (row === undefined) throw new AppError('resource.not-found');
  if ((await uploads.findLength(uploadId)) !== row.size) throw new AppError('package.upload-incomplete');
  return row.size;
}

/** After filing committed. The file goes first: a row without a file is swept, a file without a row would stay for ever. */
export async function removeUpload({ db, uploads }: Services, accountId: string, uploadId: string): Promise<void> {
  const row = await db.selectFrom('uploads').select('id').where('id', '=', uploadId).where('accountId', '=', accountId).executeTakeFirst();
  if (row === undefined) return;
  await uploads.remove(uploadId);
  await db.deleteFrom('uploads').where('id', '=', uploadId).execute();
}
