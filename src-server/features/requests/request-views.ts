import type { z } from 'zod';
import { canAmendRequest, canRequestBecome, type RequestDetail, type RequestState, type RequestSummary } from '#shared/domain/view-request';
import type { Db } from '../../db/schema.ts';
import { decide, type Act, type Subject } from '../authority/index.ts';
import { secrecyOf } from '../people/index.ts';
import { canBeWithdrawn } from './decide-request.ts';
import { listCandidates } from './granted-materials.ts';
import { requestFacts, type RequestRecord } from './request-repository.ts';
import { stateAt } from './request-state.ts';
import { listSteps } from './request-steps.ts';

export function summaryOf(request: RequestRecord, now: Date): z.input<typeof RequestSummary> {
  const { id, number, purpose, personName, personUnitName, applicantName, applicantUnitName, secondReaderName } = request;
  return {
    ...{ id, number, purpose, personName, personUnitName, applicantName, applicantUnitName, secondReaderName },
    state: stateAt(request, now),
    minutes: request.grantedMinutes ?? request.minutes,
    submittedAt: request.submittedAt.toISOString(),
    decidedAt: request.decidedAt?.toISOString() ?? null,
    endsAt: request.endsAt?.toISOString() ?? null,
    isConfidential: request.circleId !== null,
  };
}

export async function detailOf(db: Db, subject: Subject, { request, now }: { readonly request: RequestRecord; readonly now: Date }): Promise<z.input<typeof RequestDetail>> {
  const { personId, secondReaderId, circleId, minutes: askedMinutes, reason, classCodes, wantsPrint, decisionNote, decidedByName, contentDigest, amendment } = request;
  // Whoever may decide sees what he decides on; readers see their materials when they open the grant.
  const isDecider = decide(subject, 'requests.approve', requestFacts(request, now)).isAllowed;
  return {
    ...summaryOf(request, now),
    ...{ personId, secondReaderId, circleId, askedMinutes, reason, classCodes, wantsPrint, decisionNote, decidedByName, contentDigest, amendment },
    grantedCopies: request.grantedMinutes === null ? null : request.grantedCopies,
    secrecy: secrecyOf(request),
    steps: await listSteps(db, request, stateAt(request, now)),
    materials: isDecider ? await listCandidates(db, request) : [],
    acts: actsFor(subject, request, now),
  };
}

/** Where each act leads; opening changes nothing that the request knows. */
const acts = [
  { act: 'approve', operation: 'requests.approve', to: 'granted' },
  { act: 'refuse', operation: 'requests.refuse', to: 'refused' },
  { act: 'cancel', operation: 'requests.cancel', to: 'cancelled' },
  { act: 'withdraw', operation: 'requests.withdraw', to: 'withdrawn' },
] as const satisfies readonly { act: string; operation: Act; to: RequestState }[];

function actsFor(subject: Subject, request: RequestRecord, now: Date): z.input<typeof RequestDetail>['acts'] {
  const facts = requestFacts(request, now);
  const asApplicant = { ...facts, participantIds: [request.applicantId] };
  const state = stateAt(request, now);
  const possible = acts.filter(({ act, operation, to }) => {
    const isTimely = canRequestBecome(state, to) && (act !== 'withdraw' || canBeWithdrawn(request, now));
    return isTimely && decide(subject, operation, act === 'cancel' ? asApplicant : facts).isAllowed;
  });
  const canAmend = canAmendRequest(state) && decide(subject, 'requests.amend', asApplicant).isAllowed;
  const canOpen = decide(subject, 'viewing.open', facts).isAllowed;
  const decides = possible.some(({ act }) => act === 'approve');
  const canDraw = decides && decide(subject, 'viewing.openCustody', facts).isAllowed;
  return [...possible.map(({ act }) => act), ...(canAmend ? (['amend'] as const) : []), ...(canOpen ? (['open'] as const) : []), ...(canDraw ? (['draw'] as const) : [])];
}
