import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { BatchState } from '#shared/domain/intake';
import type { Secrecy } from '#shared/domain/secrecy';
import { AppError } from '#shared/errors/app-error';
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

export async function requireBatch(db: Db, id: string): Promise<BatchRecord> {
  const batch = await batchQuery(db).where('intakeBatches.id', '=', id).executeTakeFirst();
  if (!batch) throw new AppError('resource.not-found');
  return batch;
}

/** The row itself, until the transaction ends: whoever adds packages, closes or decides waits for each other. */
export async function lockBatch(tx: Db, id: string): Promise<Selectable<Schema['intakeBatches']>> {
  const batch = await tx.selectFrom('intakeBatches').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
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
