import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';

/** A batch is accepted when its last package has come to an end; asked after each one, because two may end at the same time. Without `batchId`, all. */
export async function finishBatches(db: Db, batchId?: string): Promise<void> {
  await db
    .updateTable('intakeBatches')
    .set({ state: 'accepted' })
    .where('state', '=', 'accepting')
    .$if(batchId !== undefined, query => query.where('id', '=', batchId ?? ''))
    .where(eb =>
      eb.not(eb.exists(eb.selectFrom('intakePackages').select('intakePackages.id').whereRef('intakePackages.batchId', '=', 'intakeBatches.id').where('intakePackages.endedAt', 'is', null))),
    )
    .modifyEnd(keptPlan)
    .execute();
}
