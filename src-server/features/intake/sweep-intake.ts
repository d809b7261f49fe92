import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { giveUpBlobs, sweepBlobs } from './checking/blob-ledger.ts';
import { machine } from './checking/machine.ts';
import { removePrints } from './checking/page-prints.ts';
import { finishBatches } from './batches/finish-batches.ts';
import { removeEndedUploads } from './deliveries/ended-uploads.ts';
import { packageQuery, objectOf } from './deliveries/delivery-repository.ts';
import { readReturnedPagesDays } from './returned-pages-setting.ts';

/** What ended acts leave to be done: at the start of a process and every minute from then on. */
export async function sweepIntake(services: Services): Promise<void> {
  await finishBatches(services.db);
  await removeEndedUploads(services);
  await sweepReturnedPages(services);
  await sweepBlobs(services);
}

const packagesAtOnce = 50;

/** Pages of returned packages are kept for the second delivery to be compared with, and for the talk with the supplier; then they go. */
async function sweepReturnedPages(services: Services): Promise<void> {
  const { db, now } = services;
  const until = new Date(now().getTime() - (await readReturnedPagesDays(db)) * 86_400_000);
  const old = await packageQuery(db)
    .where('intakePackages.state', '=', 'returned')
    .where('intakePackages.endedAt', '<', until)
    .where('intakePackages.id', 'in', db.selectFrom('intakePages').select('packageId'))
    .limit(packagesAtOnce)
    .execute();
  for (const record of old) {
    await db.transaction().execute(async tx => {
      const pages = await tx.deleteFrom('intakePages').where('packageId', '=', record.id).returning(['id', 'originalBlob', 'optimisedBlob']).execute();
      if (pages.length === 0) return;
      await removePrints(tx, pages.map(({ id }) => id));
      await giveUpBlobs(tx, record.id, pages.flatMap(({ originalBlob, optimisedBlob }) => [originalBlob, optimisedBlob]));
      await recordEvent(tx, await machine(tx, record.batchUnitId), { act: 'intake.sweep', object: objectOf(record), detail: `pages=${String(pages.length)}` });
    });
  }
}
