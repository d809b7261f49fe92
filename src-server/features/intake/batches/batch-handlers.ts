import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { sql } from 'kysely';
import type { RequestContext, Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, requireSubject, rowsAllowed } from '../../authority/index.ts';
import { closeBatch } from '../sampling/close-batch.ts';
import { decideBatch } from '../commit/decide-batch.ts';
import { batchFacts, batchQuery, requireBatch } from './batch-repository.ts';
import { viewBatch, viewBatches } from './batch-views.ts';
import { createBatch } from './create-batch.ts';

type BatchHandlers = Pick<
  Handlers<typeof intakeOperations, RequestContext>,
  'intake.createBatch' | 'intake.listBatches' | 'intake.getBatch' | 'intake.setPaused' | 'intake.closeBatch' | 'intake.decideBatch'
>;

export function batchHandlers(services: Services): BatchHandlers {
  const { db, intakeBell } = services;
  return {
    'intake.createBatch': async (given, context) => viewBatch(db, await createBatch(services, requireSubject(context), given)),
    'intake.listBatches': async ({ state, page }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'intake.listBatches');
      // What `getBatch` would show him one by one.
      const allowed = rowsAllowed(subject, 'intake.getBatch', { managingUnitId: sql`intake_batches.unit_id` });
      const found = batchQuery(db).where(allowed).$if(state !== null, query => query.where('intakeBatches.state', '=', state ?? 'open'));
      const batches = await found.orderBy('intakeBatches.createdAt', 'desc').orderBy('intakeBatches.id').limit(pageSize).offset((page - 1) * pageSize).execute();
      const counted = found.clearSelect().select('intakeBatches.id').limit(totalLimit);
      const { total } = await db.selectFrom(counted.as('counted')).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
      return { items: await viewBatches(db, batches), total };
    },
    'intake.getBatch': async ({ id }, context) => {
      const batch = await requireBatch(db, id);
      requireAllowed(requireSubject(context), 'intake.getBatch', batchFacts(batch));
      return viewBatch(db, batch);
    },
    'intake.setPaused': async ({ id, isPaused }, context) => {
      const subject = requireSubject(context);
      const batch = await requireBatch(db, id);
      requireAllowed(subject, 'intake.setPaused', batchFacts(batch));
      await db.transaction().execute(async tx => {
        const changed = await tx.updateTable('intakeBatches').set({ isPaused }).where('id', '=', id).where('isPaused', '!=', isPaused).returning('id').executeTakeFirst();
        if (changed) await recordEvent(tx, subject, { act: 'intake.setPaused', object: batch.number, changes: [{ field: 'isPaused', before: String(!isPaused), after: String(isPaused) }] });
      });
      intakeBell.ring();
      return viewBatch(db, await requireBatch(db, id));
    },
    'intake.closeBatch': async ({ id }, context) => {
      await closeBatch(services, requireSubject(context), id);
      return viewBatch(db, await requireBatch(db, id));
    },
    'intake.decideBatch': async (decision, context) => {
      await decideBatch(services, requireSubject(context), decision);
      intakeBell.ring();
      return viewBatch(db, await requireBatch(db, decision.id));
    },
  };
}
