import { sql } from 'kysely';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { PackageVerdict } from '#shared/domain/finding';
import type { PackageState } from '#shared/domain/intake';
import type { Db } from '../../../db/schema.ts';
import type { Subject } from '../../authority/index.ts';
import { packageQuery, packagesAllowed, type PackageRecord } from './delivery-repository.ts';

type Query = { readonly batchId: string; readonly state: PackageState | null; readonly verdict: PackageVerdict | null; readonly query: string; readonly page: number };

/** In the order in which they were offered; without those about the one who asks and his relatives. */
export async function listPackages(db: Db, subject: Subject, { batchId, state, verdict, query, page }: Query): Promise<{ items: PackageRecord[]; total: number }> {
  const pattern = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
  const found = packageQuery(db)
    .where('intakePackages.batchId', '=', batchId)
    .where(packagesAllowed(subject, 'intake.getPackage'))
    .$if(state !== null, packages => packages.where('intakePackages.state', '=', state ?? 'waiting'))
    .$if(verdict !== null, packages => packages.where('intakePackages.verdict', '=', verdict ?? 'clean'))
    .$if(query !== '', packages =>
      packages.where(eb =>
        eb.or([
          ...(['intakePackages.name', 'intakePackages.subjectName', 'intakePackages.archiveNumber', 'persons.name', 'persons.archiveNumber'] as const).map(column => eb(column, 'ilike', pattern)),
        ]),
      ),
    );
  const items = await found.orderBy('intakePackages.number').limit(pageSize).offset((page - 1) * pageSize).execute();
  const counted = found.clearSelect().select('intakePackages.id').limit(totalLimit);
  const { total } = await db.selectFrom(counted.as('counted')).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  return { items, total };
}
