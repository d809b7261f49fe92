import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import type { RequestContext, Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { batchFacts, requireBatch } from '../batches/batch-repository.ts';
import { judgeItem } from './judge-item.ts';
import { listSample } from './sample-items.ts';

type SampleHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.getSample' | 'intake.judge' | 'intake.unjudge'>;

/** 抽检: a person looks at the pages that the program drew. */
export function sampleHandlers(services: Services): SampleHandlers {
  return {
    'intake.getSample': async ({ id }, context) => {
      const subject = requireSubject(context);
      const batch = await requireBatch(services.db, id);
      requireAllowed(subject, 'intake.getSample', batchFacts(batch));
      await recordEvent(services.db, subject, { act: 'intake.getSample', object: batch.number });
      return { items: await listSample(services.db, subject, id) };
    },
    'intake.judge': ({ batchId, itemId, ...judgement }, context) => judgeItem(services, requireSubject(context), { act: 'intake.judge', batchId, itemId, judgement }),
    'intake.unjudge': ({ batchId, itemId }, context) => judgeItem(services, requireSubject(context), { act: 'intake.unjudge', batchId, itemId, judgement: { isPlaceRight: null, isPictureGood: null, note: '' } }),
  };
}
