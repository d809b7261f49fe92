import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { Services } from '../../../app/services.ts';
import { keptPlan } from '../../../db/kept-plan.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { lockBatch, requireState } from '../batches/batch-repository.ts';
import { objectOf, packageFacts, requirePackage } from '../deliveries/delivery-repository.ts';
import { requireSampleItem } from './sample-items.ts';

/** Null: nobody has answered, or has taken the answer back. */
type Answer = boolean | null;
type Judging = {
  readonly act: 'intake.judge' | 'intake.unjudge';
  readonly batchId: string;
  readonly itemId: string;
  readonly judgement: { readonly isPlaceRight: Answer; readonly isPictureGood: Answer; readonly note: string };
};

/** One answer about one page; what it was before stays in the log. */
export async function judgeItem({ db, now }: Services, subject: Subject, { act, batchId, itemId, judgement }: Judging): ReturnType<typeof requireSampleItem> {
  const item = await requireSampleItem(db, batchId, itemId);
  const record = await requirePackage(db, item.packageId);
  requireAllowed(subject, act, packageFacts(record, subject));
  return db.transaction().execute(async tx => {
    // The decision on the batch waits for this one, and this one for it.
    requireState(await lockBatch(tx, batchId), ['sampling']);
    const before = await requireSampleItem(tx, batchId, itemId);
    const judged = act === 'intake.judge' ? { judgedBy: subject.accountId, judgedAt: now() } : { judgedBy: null, judgedAt: null };
    await tx.updateTable('intakeSamples').set({ ...judgement, ...judged }).where('id', '=', itemId).modifyEnd(keptPlan).execute();
    const change = (field: 'isPlaceRight' | 'isPictureGood') => ({ field, before: wordOf(before[field]), after: wordOf(judgement[field]) });
    await recordEvent(tx, subject, {
      act,
      object: objectOf(record),
      detail: `${formatMaterialNumber(item.row.classCode, item.row.sequence)}-${String(item.page.number)}`,
      ...(record.personId === null ? {} : { personId: record.personId }),
      changes: [change('isPlaceRight'), change('isPictureGood')],
    });
    return { ...before, ...judgement };
  });
}

const wordOf = (answer: Answer): string | null => (answer === null ? null : String(answer));
