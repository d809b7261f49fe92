import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { BatchState } from '#shared/domain/intake';
import type { Secrecy } from '#shared/domain/secrecy';
import { AppError } from '#shared/errors/app-error';
import { columnsOf, keptPlan } from '../../../db/kept-plan.ts';
import type { Db, Schema } from '../../../db/schema.ts';
import type { ResourceFacts } from '../../authority/index.ts';

export type BatchRecord = Selectable<Schema['intakeBatches']> & {
  readonly unitName: string;
  readonly mediumNumber: string | null;
  readonly createdByName: string;
  readonly decidedByName: string | null;
};

type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null };
type Joined = Pick<Schema, 'intakeBatches' | 'units'> & { readonly creators: Schema['accounts']; readonly deciders: Nullable<Schema['accounts']>; readonly media: Nullable<Schema['media']> };
type BatchQuery = SelectQueryBuilder<Joined, keyof Joined, BatchRecord>;

export const batchQuery = (db: Db): BatchQuery =>
  db
    .selectFrom('intakeBatches')
    .innerJoin('units', 'units.id', 'intakeBatches.unitId')
    .innerJoin('accounts as creators', 'creators.id', 'intakeBatches.createdBy')
    .leftJoin('accounts as deciders', 'deciders.id', 'intakeBatches.decidedBy')
    .leftJoin('media', 'media.id', 'intakeBatches.mediumId')
    .selectAll('intakeBatches')
    .select(['units.name as unitName', 'creators.displayName as createdByName', 'deciders.displayName as decidedByName', 'media.number as mediumNumber']);

const batchColumns = columnsOf<'intakeBatches'>('b', {
  ...({ id: true, number: true, kind: true, unitId: true, supplier: true, note: true, mediumId: true, approvalNumber: true, secrecyLevel: true, secrecyYears: true } as const),
  ...({ state: true, isPaused: true, policyVersion: true, createdBy: true, createdAt: true, closedAt: true, decidedBy: true, decidedAt: true, decisionNote: true } as const),
  ...({ sampleSeed: true, idempotencyKey: true, mappingName: true, mappingVersion: true } as const),
});

export async function requireBatch(db: Db, id: string): Promise<BatchRecord> {
  const { rows: [batch] } = await sql<BatchRecord>`${keptPlan}
    select ${batchColumns}, u.name as unit_name, c.display_name as created_by_name, d.display_name as decided_by_name, m.number as medium_number
    from intake_batches b join units u on u.id = b.unit_id join accounts c on c.id = b.created_by
    left join accounts d on d.id = b.decided_by left join media m on m.id = b.medium_id where b.id = ${id}`.execute(db);
  if (!batch) throw new AppError('resource.not-found');
  return batch;
}

/** The row itself, until the transaction ends: whoever adds packages, closes or decides waits for each other. */
export async function lockBatch(tx: Db, id: string): Promise<Selectable<Schema['intakeBatches']>> {
  const { rows: [batch] } = await sql<Selectable<Schema['intakeBatches']>>`${keptPlan} select ${batchColumns} from intake_batches b where b.id = ${id} for update`.execute(tx);
  if (!batch) throw new AppError('resource.not-found');
  return batch;
}

export function requireState({ state }: Pick<BatchRecord, 'state'>, allowed: readonly BatchState[]): void {
  if (!allowed.includes(state)) throw new AppError('batch.state-conflict', { state });
}

/** A delivery is its custodial unit's; the log names it by its number. */
export function batchFacts({ unitId, number }: Pick<BatchRecord, 'unitId' | 'number'>): ResourceFacts {
  return { managingUnitId: unitId, object: number };
}

export function batchSecrecy({ secrecyLevel: level, secrecyYears: years }: Pick<BatchRecord, 'secrecyLevel' | 'secrecyYears'>): Secrecy {
  return { level, years };
}
