import { turnOf } from '#shared/domain/approval-route';
import { canRequestBecome, type GrantedMaterial, type RequestState } from '#shared/domain/view-request';
import { unopenedGrantDays } from '#shared/domain/purpose';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { findDecider, requireAllowed, type Act, type Principal, type Subject } from '../authority/index.ts';
import { endReadings } from '../readings/index.ts';
import { requireWithinApplication } from './granted-materials.ts';
import { lockRequest, requestFacts, type RequestRecord } from './request-repository.ts';
import { stateAt } from './request-state.ts';

export type Approval = {
  readonly id: string;
  readonly contentDigest: string;
  readonly minutes: number;
  readonly copies: number;
  readonly materials: readonly GrantedMaterial[];
  readonly note: string;
};
const dayMs = 86_400_000;

/** One step of the way: the last one grants, an earlier one passes on what it leaves of the application. */
export async function approveRequest({ db, now }: Services, subject: Subject, approval: Approval): Promise<void> {
  const at = now();
  const { id, minutes, copies, materials, note } = approval;
  await db.transaction().execute(async tx => {
    const request = await lockRequest(tx, id);
    const inPlaceOf = requireDecider(subject, 'requests.approve', { request, at });
    requireMove(request, 'granted', at);
    if (approval.contentDigest !== request.contentDigest) throw new AppError('request.changed');
    await requireWithinApplication(tx, request, approval);
    await tx.deleteFrom('grantMaterials').where('requestId', '=', id).execute();
    await tx.insertInto('grantMaterials').values(materials.map(({ materialId, canPrint, regions }) => ({ requestId: id, materialId, canPrint, regions: JSON.stringify(canPrint ? regions : []) }))).execute();
    await decideStep(tx, request, { decision: 'agreed', subject, inPlaceOf, note, at });
    const steps = await countSteps(tx, request);
    const values = request.step < steps ? await nextStep(tx, request, { subject, inPlaceOf }) : { ...grantedBy(subject, at), decisionNote: note };
    await tx.updateTable('viewRequests').set({ ...values, grantedMinutes: minutes, grantedCopies: copies }).where('id', '=', id).execute();
    const printable = materials.filter(({ canPrint }) => canPrint).length;
    const regions = materials.reduce((sum, material) => sum + (material.canPrint ? material.regions.length : 0), 0);
    const printing = printable === 0 ? '' : ` copies=${String(copies)}${regions === 0 ? '' : ` regions=${String(regions)}`}`;
    const detail = `materials=${String(materials.length)} printable=${String(printable)} minutes=${String(minutes)}${printing}`;
    const step = steps === 1 ? '' : ` step=${String(request.step)}/${String(steps)}`;
    const changes = [
      { field: 'state', before: request.state, after: request.step < steps ? request.state : 'granted' },
      { field: 'minutes', before: String(request.grantedMinutes ?? request.minutes), after: String(minutes) },
    ].filter(({ before, after }) => before !== after);
    await recordEvent(tx, subject, { act: 'requests.approve', object: request.number, personId: request.personId, detail: `${detail}${step}${tellPlace(inPlaceOf)}`, changes });
  });
}

function grantedBy({ accountId }: Subject, at: Date) {
  return { state: 'granted', decidedBy: accountId, decidedAt: at, lapsesAt: new Date(at.getTime() + unopenedGrantDays * dayMs) } as const;
}

type Stand = { readonly subject: Subject; readonly inPlaceOf: Principal | null };

/** Whoever agreed here, and in whose place, decides no later step. */
async function nextStep(tx: Db, { id, amendment, step, deciderIds }: RequestRecord, { subject, inPlaceOf }: Stand) {
  const next = await tx.selectFrom('requestSteps').select(['unitId', 'role']).where('requestId', '=', id).where('amendment', '=', amendment).where('position', '=', step + 1).executeTakeFirstOrThrow();
  const deciders = [...deciderIds, subject.accountId, ...(inPlaceOf ? [inPlaceOf.accountId] : [])];
  return { step: step + 1, turn: next.unitId === null ? null : turnOf(next.role, next.unitId), deciderIds: deciders };
}

async function countSteps(tx: Db, { id, amendment }: RequestRecord): Promise<number> {
  return (await tx.selectFrom('requestSteps').select('position').where('requestId', '=', id).where('amendment', '=', amendment).execute()).length;
}

type Step = Stand & { readonly decision: 'agreed' | 'refused'; readonly note: string; readonly at: Date };

async function decideStep(tx: Db, { id, amendment, step, contentDigest }: RequestRecord, { decision, subject, inPlaceOf, note, at }: Step): Promise<void> {
  await tx
    .updateTable('requestSteps')
    .set({ decision, decidedBy: subject.accountId, onBehalfOf: inPlaceOf?.accountId ?? null, decidedAt: at, contentDigest, note })
    .where('requestId', '=', id)
    .where('amendment', '=', amendment)
    .where('position', '=', step)
    .execute();
}

type Moment = { readonly request: RequestRecord; readonly at: Date };

/** In whose place the subject decides, null for his own; throws when it is not his to decide. */
function requireDecider(subject: Subject, act: Act, { request, at }: Moment): Principal | null {
  const facts = requestFacts(request, at);
  requireAllowed(subject, act, facts);
  const decider = findDecider(subject, facts);
  return decider === undefined || decider.accountId === subject.accountId ? null : decider;
}

const tellPlace = (inPlaceOf: Principal | null): string => (inPlaceOf ? ` 代 ${inPlaceOf.displayName}` : '');

type Ending = { readonly id: string; readonly reason: string };

export async function refuseRequest({ db, now }: Services, subject: Subject, { id, reason }: Ending): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const request = await lockRequest(tx, id);
    const inPlaceOf = requireDecider(subject, 'requests.refuse', { request, at });
    requireMove(request, 'refused', at);
    await decideStep(tx, request, { decision: 'refused', subject, inPlaceOf, note: reason, at });
    await tx.deleteFrom('grantMaterials').where('requestId', '=', id).execute();
    await tx.updateTable('viewRequests').set({ state: 'refused', decidedBy: subject.accountId, decidedAt: at, decisionNote: reason, grantedMinutes: null }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act: 'requests.refuse', object: request.number, personId: request.personId, detail: `${reason}${tellPlace(inPlaceOf)}`, changes: [{ field: 'state', before: request.state, after: 'refused' }] });
  });
}

/** By the applicant alone: the second reader only reads along. */
export async function cancelRequest({ db, now }: Services, subject: Subject, id: string): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const request = await lockRequest(tx, id);
    requireAllowed(subject, 'requests.cancel', { ...requestFacts(request, at), participantIds: [request.applicantId] });
    requireMove(request, 'cancelled', at);
    await tx.updateTable('viewRequests').set({ state: 'cancelled' }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act: 'requests.cancel', object: request.number, personId: request.personId, changes: [{ field: 'state', before: request.state, after: 'cancelled' }] });
  });
}

/** Takes back a grant, or what was agreed so far; what is open under it is closed in the same transaction and hears so at its next heartbeat. */
export async function withdrawRequest({ db, now }: Services, subject: Subject, { id, reason }: Ending): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const request = await lockRequest(tx, id);
    requireAllowed(subject, 'requests.withdraw', requestFacts(request, at));
    requireMove(request, 'withdrawn', at);
    await tx.updateTable('viewRequests').set({ state: 'withdrawn', decisionNote: reason }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act: 'requests.withdraw', object: request.number, personId: request.personId, detail: reason, changes: [{ field: 'state', before: request.state, after: 'withdrawn' }] });
    await closeReadings(tx, subject, { requestId: id, at });
  });
}

/** Whatever is open under a request ends as withdrawn. */
export async function closeReadings(tx: Db, subject: Subject, { requestId, at }: { readonly requestId: string; readonly at: Date }): Promise<void> {
  const open = await tx.selectFrom('viewSessions').select('id').where('requestId', '=', requestId).where('closedAt', 'is', null).execute();
  await endReadings(tx, subject, { sessionIds: open.map(session => session.id), reason: 'withdrawn', at });
}

/** The row is locked: what it says holds until the transaction ends. */
export function requireMove(request: RequestRecord, to: RequestState, at: Date): void {
  const from = stateAt(request, at);
  if (!canRequestBecome(from, to) || (to === 'withdrawn' && !canBeWithdrawn(request, at))) throw new AppError('request.state-conflict', { state: from });
}

/** What waits for its first decision is refused, not withdrawn. */
export function canBeWithdrawn(request: RequestRecord, at: Date): boolean {
  return stateAt(request, at) === 'granted' || request.step > 1;
}
