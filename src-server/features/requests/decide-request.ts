import { canRequestBecome, type GrantedMaterial, type RequestState } from '#shared/domain/view-request';
import { unopenedGrantDays } from '#shared/domain/purpose';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { endReadings } from '../readings/index.ts';
import { requestFacts, requireRequest, type RequestRecord } from './request-repository.ts';
import { stateAt } from './request-state.ts';
import { listCandidates } from './request-views.ts';

export type Approval = { readonly id: string; readonly minutes: number; readonly materials: readonly GrantedMaterial[]; readonly note: string };
const dayMs = 86_400_000;

export async function approveRequest({ db, now }: Services, subject: Subject, { id, minutes, materials, note }: Approval): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const request = await requireRequest(tx, id);
    requireAllowed(subject, 'requests.approve', requestFacts(request));
    await move(tx, request, { to: 'granted', at });
    await requireWithinApplication(tx, request, materials);
    const lapsesAt = new Date(at.getTime() + unopenedGrantDays * dayMs);
    await tx.updateTable('viewRequests').set({ decidedBy: subject.accountId, decidedAt: at, decisionNote: note, grantedMinutes: minutes, lapsesAt }).where('id', '=', id).execute();
    await tx.insertInto('grantMaterials').values(materials.map(({ materialId, canPrint }) => ({ requestId: id, materialId, canPrint }))).execute();
    const printable = materials.filter(({ canPrint }) => canPrint).length;
    const detail = `materials=${String(materials.length)} printable=${String(printable)} minutes=${String(minutes)}`;
    await recordEvent(tx, subject, { act: 'requests.approve', object: request.number, detail });
  });
}

/** The approver narrows: whatever he ticks must be the person's own and inside the classes applied for. */
async function requireWithinApplication(tx: Db, request: RequestRecord, materials: readonly GrantedMaterial[]): Promise<void> {
  if (materials.length === 0) throw new AppError('request.nothing-granted');
  const ids = materials.map(({ materialId }) => String(materialId));
  if (new Set(ids).size !== ids.length) throw new AppError('input.invalid', { path: 'materials' });
  const candidates = new Set((await listCandidates(tx, request)).map(({ materialId }) => materialId));
  if (!ids.every(id => candidates.has(id))) throw new AppError('request.beyond-application');
}

type Ending = { readonly id: string; readonly reason: string };

export async function refuseRequest({ db, now }: Services, subject: Subject, { id, reason }: Ending): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const request = await requireRequest(tx, id);
    requireAllowed(subject, 'requests.refuse', requestFacts(request));
    await move(tx, request, { to: 'refused', at });
    await tx.updateTable('viewRequests').set({ decidedBy: subject.accountId, decidedAt: at, decisionNote: reason }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act: 'requests.refuse', object: request.number, detail: reason });
  });
}

/** By the applicant alone: the second reader only reads along. */
export async function cancelRequest({ db, now }: Services, subject: Subject, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const request = await requireRequest(tx, id);
    requireAllowed(subject, 'requests.cancel', { ...requestFacts(request), participantIds: [request.applicantId] });
    await move(tx, request, { to: 'cancelled', at: now() });
    await recordEvent(tx, subject, { act: 'requests.cancel', object: request.number });
  });
}

/** Takes back a grant; what is open under it is closed in the same transaction and hears so at its next heartbeat. */
export async function withdrawRequest({ db, now }: Services, subject: Subject, { id, reason }: Ending): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const request = await requireRequest(tx, id);
    requireAllowed(subject, 'requests.withdraw', requestFacts(request));
    await move(tx, request, { to: 'withdrawn', at });
    await tx.updateTable('viewRequests').set({ decisionNote: reason }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act: 'requests.withdraw', object: request.number, detail: reason });
    const open = await tx.selectFrom('viewSessions').select('id').where('requestId', '=', id).where('closedAt', 'is', null).execute();
    await endReadings(tx, subject, { sessionIds: open.map(session => session.id), reason: 'withdrawn', at });
  });
}

/** Of two who decide at once one finds the state gone: the row decides, not what either has read before. */
async function move(tx: Db, request: RequestRecord, { to, at }: { readonly to: RequestState; readonly at: Date }): Promise<void> {
  const from = stateAt(request, at);
  if (!canRequestBecome(from, to)) throw new AppError('request.state-conflict', { state: from });
  const moved = await tx.updateTable('viewRequests').set({ state: to }).where('id', '=', request.id).where('state', '=', from).returning('id').executeTakeFirst();
  if (!moved) throw new AppError('request.state-conflict', { state: (await requireRequest(tx, request.id)).state });
}
