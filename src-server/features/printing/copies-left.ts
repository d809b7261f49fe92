import { countPrintedPages } from '#shared/domain/print-charge';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';

export type WantedCopies = { readonly requestId: string; readonly pageIds: readonly string[]; readonly copies: number };

/**
 * Throws when the grant does not allow so many copies more of one of the pages, or when sheets of an earlier one were not counted.
 * The row of the request is held until the transaction ends: of many at once exactly as many are registered as are left.
 */
export async function requireCopiesLeft(tx: Db, { requestId, pageIds, copies }: WantedCopies): Promise<void> {
  const { grantedCopies } = await tx.selectFrom('viewRequests').select('grantedCopies').where('id', '=', requestId).forUpdate().executeTakeFirstOrThrow();
  const jobs = await tx
    .selectFrom('printJobs')
    .innerJoin('viewSessions', 'viewSessions.id', 'printJobs.viewSessionId')
    .select(['registerNumber', 'printJobs.pageIds', 'printJobs.copies', 'printJobs.state', 'goodSheets'])
    .where('viewSessions.requestId', '=', requestId)
    .execute();
  const touching = jobs.filter(job => job.pageIds.some(id => pageIds.includes(id)));
  const uncounted = touching.find(({ state, goodSheets }) => (state === 'failed' || state === 'cancelled') && goodSheets === null);
  if (uncounted) throw new AppError('print.count-first', { number: uncounted.registerNumber });
  const printed = countPrintedPages(touching);
  const most = Math.max(0, ...pageIds.map(id => printed.get(id) ?? 0));
  if (most + copies > grantedCopies) throw new AppError('print.copies-used', { granted: grantedCopies, left: Math.max(0, grantedCopies - most) });
}
