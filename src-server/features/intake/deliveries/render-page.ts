import { PackageId, PageId } from '#shared/domain/ids';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { PageSize } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import type { PageMark } from '../../viewing/index.ts';
import { objectOf, packageFacts, requirePackage, secrecyOfPackage, type PackageRecord } from './delivery-repository.ts';

export type DeliveredPageQuery = { readonly packageId: string; readonly pageId: string; readonly size: PageSize };

/** A page of a delivery with its reader's mark in the pixels, as with a page of a volume; `no-store` on the way. */
export async function renderDeliveredPage(services: Services, subject: Subject, { packageId, pageId, size }: DeliveredPageQuery): Promise<Buffer> {
  const { db, pages, marker, now } = services;
  if (!PackageId.safeParse(packageId).success || !PageId.safeParse(pageId).success) throw new AppError('resource.not-found');
  const record = await requirePackage(db, packageId);
  requireAllowed(subject, 'intake.readPage', packageFacts(record, subject));
  const page = await db.selectFrom('intakePages').select('optimisedBlob').where('id', '=', pageId).where('packageId', '=', packageId).executeTakeFirst();
  if (!page) throw new AppError('resource.not-found');
  // A list of thumbnails is not yet reading.
  if (size !== 'thumb') await recordReading(services, subject, record);
  return marker.mark(await pages.get(page.optimisedBlob), deliveryMark(record, subject, now()), size);
}

/** One event for each package and reader. */
async function recordReading({ db }: Services, subject: Subject, record: PackageRecord): Promise<void> {
  await db.transaction().execute(async tx => {
    const { accountId } = subject;
    const first = await tx.insertInto('intakeReadings').values({ packageId: record.id, accountId }).onConflict(conflict => conflict.doNothing()).returning('packageId').executeTakeFirst();
    if (!first) return;
    await recordEvent(tx, subject, { act: 'intake.readPage', object: objectOf(record), ...(record.personId === null ? {} : { personId: record.personId }) });
  });
}

/** The time is the minute, so that turning pages reuses the drawn mark. */
export function deliveryMark(record: PackageRecord, { displayName, unitName, terminalName }: Subject, at: Date): PageMark {
  const lines = [`${displayName} ${unitName}`, `${terminalName} ${formatSiteMinute(at)}`, objectOf(record)];
  // No session to name: what is not filed yet has no grant. The visible mark names the reader.
  return { lines, secrecyMark: formatSecrecyMark(secrecyOfPackage(record)), grain: null };
}
