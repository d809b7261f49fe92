import type { z } from 'zod';
import { canRequestBecome, type CandidateMaterial, type RequestDetail, type RequestState, type RequestSummary } from '#shared/domain/view-request';
import type { Db } from '../../db/schema.ts';
import { decide, type Act, type Subject } from '../authority/index.ts';
import { secrecyOf } from '../people/index.ts';
import { inCatalogueOrder } from '../volumes/index.ts';
import { requestFacts, type RequestRecord } from './request-repository.ts';
import { stateAt } from './request-state.ts';

export function summaryOf(request: RequestRecord, now: Date): z.input<typeof RequestSummary> {
  const { id, number, purpose, personName, personUnitName, applicantName, applicantUnitName, secondReaderName } = request;
  return {
    ...{ id, number, purpose, personName, personUnitName, applicantName, applicantUnitName, secondReaderName },
    state: stateAt(request, now),
    minutes: request.grantedMinutes ?? request.minutes,
    submittedAt: request.submittedAt.toISOString(),
    decidedAt: request.decidedAt?.toISOString() ?? null,
    endsAt: request.endsAt?.toISOString() ?? null,
  };
}

export async function detailOf(db: Db, subject: Subject, { request, now }: { readonly request: RequestRecord; readonly now: Date }): Promise<z.input<typeof RequestDetail>> {
  const { personId, reason, classCodes, wantsPrint, decisionNote, decidedByName } = request;
  // Whoever may decide sees what he decides on; readers see their materials when they open the grant.
  const isDecider = decide(subject, 'requests.approve', requestFacts(request)).isAllowed;
  return {
    ...summaryOf(request, now),
    ...{ personId, reason, classCodes, wantsPrint, decisionNote, decidedByName },
    secrecy: secrecyOf(request),
    materials: isDecider ? await listCandidates(db, request) : [],
    acts: actsFor(subject, request, stateAt(request, now)),
  };
}

/** Where each act leads; opening changes nothing that the request knows. */
const acts = [
  { act: 'approve', operation: 'requests.approve', to: 'granted' },
  { act: 'refuse', operation: 'requests.refuse', to: 'refused' },
  { act: 'cancel', operation: 'requests.cancel', to: 'cancelled' },
  { act: 'withdraw', operation: 'requests.withdraw', to: 'withdrawn' },
] as const satisfies readonly { act: string; operation: Act; to: RequestState }[];

function actsFor(subject: Subject, request: RequestRecord, state: RequestState): z.input<typeof RequestDetail>['acts'] {
  const facts = requestFacts(request);
  const possible = acts.filter(({ act, operation, to }) => {
    const asked = act === 'cancel' ? { ...facts, participantIds: [request.applicantId] } : facts;
    return canRequestBecome(state, to) && decide(subject, operation, asked).isAllowed;
  });
  const canOpen = state === 'granted' && decide(subject, 'viewing.open', facts).isAllowed;
  return [...possible.map(({ act }) => act), ...(canOpen ? (['open'] as const) : [])];
}

/** Materials of the person's volumes inside the applied classes, in catalogue order. */
export async function listCandidates(db: Db, { id, personId, classCodes }: RequestRecord): Promise<z.input<typeof CandidateMaterial>[]> {
  const rows = await db
    .selectFrom('materials')
    .innerJoin('volumes', 'volumes.id', 'materials.volumeId')
    .leftJoin('grantMaterials', join => join.onRef('grantMaterials.materialId', '=', 'materials.id').on('grantMaterials.requestId', '=', id))
    .where('volumes.personId', '=', personId)
    .where('classCode', 'in', classCodes)
    .select(['materials.id as materialId', 'classCode', 'sequence', 'name', 'formedOn', 'pageCount', 'grantMaterials.canPrint as grantedPrint'])
    .execute();
  return rows.sort(inCatalogueOrder).map(({ grantedPrint, ...row }) => ({ ...row, isGranted: grantedPrint !== null, canPrint: grantedPrint ?? false }));
}
