import type { Db } from '../../../db/schema.ts';
import { recordEvent, type Actor } from '../../audit/index.ts';
import { objectOf, packageQuery } from '../deliveries/delivery-repository.ts';

type Return = { readonly batchId: string; readonly at: Date };

/** Every package of the batch that is checked and not being accepted goes back, with its findings; its pages stay for a while. */
export async function returnPackages(tx: Db, actor: Actor, { batchId, at }: Return): Promise<number> {
  const back = await packageQuery(tx).where('batchId', '=', batchId).where('intakePackages.state', '=', 'checked').orderBy('intakePackages.number').execute();
  if (back.length === 0) return 0;
  await tx.updateTable('intakePackages').set({ state: 'returned', endedAt: at }).where('id', 'in', back.map(({ id }) => id)).execute();
  for (const record of back) {
    const { personId, blockingCount, warningCount } = record;
    await recordEvent(tx, actor, {
      act: 'intake.return',
      object: objectOf(record),
      detail: `blocking=${String(blockingCount)} warnings=${String(warningCount)} pages=${String(record.pageCount)}`,
      ...(personId === null ? {} : { personId }),
    });
  }
  return back.length;
}
