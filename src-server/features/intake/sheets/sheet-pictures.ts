import type { Services } from '../../../app/services.ts';
import type { Subject } from '../../authority/index.ts';
import { deliveryMark } from '../deliveries/render-page.ts';
import type { PackageRecord } from '../deliveries/delivery-repository.ts';

export type SheetPicture = { readonly jpeg: Buffer; readonly widthPx: number; readonly heightPx: number };
type Wanted = { readonly record: PackageRecord; readonly pageId: string | null };

/** Small and marked, like every picture that leaves the data centre; read one by one, and no more than `most` for a sheet. */
export function openPictures({ db, pages, marker, now }: Services, subject: Subject, most: number): (wanted: Wanted) => Promise<SheetPicture | null> {
  let left = most;
  const at = now();
  return async ({ record, pageId }) => {
    if (pageId === null || left === 0) return null;
    const stored = await db.selectFrom('intakePages').select(['optimisedBlob', 'widthPx', 'heightPx']).where('id', '=', pageId).executeTakeFirst();
    if (!stored) return null;
    left--;
    const { optimisedBlob, widthPx, heightPx } = stored;
    return { jpeg: await marker.mark(await pages.get(optimisedBlob), deliveryMark(record, subject, at), 'thumb'), widthPx, heightPx };
  };
}
