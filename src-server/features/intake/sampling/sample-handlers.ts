import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { RequestContext, Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { batchFacts, lockBatch, requireBatch, requireState } from '../batches/batch-repository.ts';
import { objectOf, packageFacts, requirePackage } from '../deliveries/delivery-repository.ts';
import { listSample, requireSampleItem } from './sample-items.ts';

type SampleHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.getSample' | 'intake.judge'>;

/** 抽检: a person looks at the pages that the program drew. */
export function sampleHandlers({ db, now }: Services): SampleHandlers {
  return {
    'intake.getSample': async ({ id }, context) => {
      const subject = requireSubject(context);
      const batch = await requireBatch(db, id);
      requireAllowed(subject, 'intake.getSample', batchFacts(batch));
      await recordEvent(db, subject, { act: 'intake.getSample', object: batch.number });
      return { items: await listSample(db, subject, id) };
    },
    'intake.judge': async ({ batchId, itemId, isPlaceRight, isPictureGood, note }, context) => {
      const subject = requireSubject(context);
      const item = await requireSampleItem(db, batchId, itemId);
      const record = await requirePackage(db, item.packageId);
      requireAllowed(subject, 'intake.judge', packageFacts(record, subject));
      return db.transaction().execute(async tx => {
        // The decision on the batch waits for this one, and this one for it.
        requireState(await lockBatch(tx, batchId), ['sampling']);
        const before = await requireSampleItem(tx, batchId, itemId);
        await tx.updateTable('intakeSamples').set({ isPlaceRight, isPictureGood, note, judgedBy: subject.accountId, judgedAt: now() }).where('id', '=', itemId).execute();
        const { classCode, sequence } = item.row;
        const change = (field: 'isPlaceRight' | 'isPictureGood', after: boolean) => ({ field, before: before[field] === null ? null : String(before[field]), after: String(after) });
        await recordEvent(tx, subject, {
          act: 'intake.judge',
          object: objectOf(record),
          detail: `${formatMaterialNumber(classCode, sequence)}-${String(item.page.number)}`,
          ...(record.personId === null ? {} : { personId: record.personId }),
          changes: [change('isPlaceRight', isPlaceRight), change('isPictureGood', isPictureGood)],
        });
        return requireSampleItem(tx, batchId, itemId);
      });
    },
  };
}
