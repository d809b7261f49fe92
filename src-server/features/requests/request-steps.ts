import type { z } from 'zod';
import type { RequestState, RequestStep } from '#shared/domain/view-request';
import type { Db } from '../../db/schema.ts';
import type { RequestRecord } from './request-repository.ts';

/** The way as it goes now: who has agreed, whose turn it is, who comes after. */
export async function listSteps(db: Db, { id, amendment, step }: RequestRecord, state: RequestState): Promise<z.input<typeof RequestStep>[]> {
  const rows = await db
    .selectFrom('requestSteps')
    .leftJoin('units', 'units.id', 'requestSteps.unitId')
    .leftJoin('accounts as deciders', 'deciders.id', 'requestSteps.decidedBy')
    .leftJoin('accounts as absents', 'absents.id', 'requestSteps.onBehalfOf')
    .where('requestId', '=', id)
    .where('amendment', '=', amendment)
    .select(['requestSteps.position', 'role', 'decision', 'decidedAt', 'units.name as unitName', 'deciders.displayName as decidedByName', 'absents.displayName as onBehalfOfName'])
    .orderBy('requestSteps.position')
    .execute();
  const openAs = (position: number): 'waiting' | 'to-come' | 'not-reached' => {
    if (state !== 'submitted') return 'not-reached';
    return position === step ? 'waiting' : 'to-come';
  };
  return rows.map(({ position, decision, decidedAt, ...row }) => ({ ...row, state: decision ?? openAs(position), decidedAt: decidedAt?.toISOString() ?? null }));
}
