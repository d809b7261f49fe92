import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';

type Wish = { readonly requestId: string | null; readonly materialId: string; readonly copies: number };

/**
 * Copies of a material are counted for its grant as a whole, whoever of the readers makes them and in how many sessions. Holds the row
 * of the grant until the transaction ends: of many wishes at once as many are served as are left.
 */
export async function requireCopiesLeft(tx: Db, { requestId, materialId, copies }: Wish): Promise<void> {
  const grant = await tx.selectFrom('grantMaterials').select('copies').where('requestId', '=', requestId).where('materialId', '=', materialId).where('canPrint', '=', true).forUpdate().executeTakeFirst();
  if (!grant) throw new AppError('print.not-granted');
  const { used } = await tx
    .selectFrom('printJobs')
    .innerJoin('viewSessions', 'viewSessions.id', 'printJobs.viewSessionId')
    .where('viewSessions.requestId', '=', requestId)
    .where('printJobs.materialId', '=', materialId)
    .select(sql<number>`coalesce(sum(${charged}), 0)::integer`.as('used'))
    .executeTakeFirstOrThrow();
  if (used + copies > grant.copies) throw new AppError('print.copies-used', { granted: grant.copies, used });
}

/** What was asked for is held until it is known what came out; then only whole copies are charged. */
const charged = sql`case when state in ('failed', 'cancelled') and good_sheets is not null then good_sheets / greatest(1, cardinality(page_ids)) else print_jobs.copies end`;
