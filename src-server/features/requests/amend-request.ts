import { PersonId } from '#shared/domain/ids';
import { canAmendRequest, type Amendment } from '#shared/domain/view-request';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { requireApplication } from './application.ts';
import { closeReadings } from './decide-request.ts';
import { digestContent } from './request-content.ts';
import { lockRequest, requestFacts } from './request-repository.ts';
import { stateAt } from './request-state.ts';
import { beginWay, planWay } from './request-way.ts';

/** A changed application is another application: what was decided on the old one is void, open readings end, and the way begins anew. */
export async function amendRequest({ db, now }: Services, subject: Subject, { id, ...wanted }: Amendment & { readonly id: string }): Promise<void> {
  const at = now();
  await db.transaction().execute(async tx => {
    const request = await lockRequest(tx, id);
    requireAllowed(subject, 'requests.amend', { ...requestFacts(request, at), participantIds: [request.applicantId] });
    const state = stateAt(request, at);
    if (!canAmendRequest(state)) throw new AppError('request.state-conflict', { state });
    const { applicantId, managingUnitId, secrecyLevel, circleId } = request;
    const personId = PersonId.parse(request.personId);
    await requireApplication(tx, subject, { ...wanted, personId, circleId });
    const contentDigest = digestContent({ ...wanted, personId, applicantId, circleId });
    if (contentDigest === request.contentDigest) return;
    const amendment = request.amendment + 1;
    const { steps, turn, route } = await planWay(tx, { ...wanted, managingUnitId, secrecyLevel, circleId });
    const nothingDecided = { state: 'submitted', decidedBy: null, decidedAt: null, decisionNote: '', grantedMinutes: null, lapsesAt: null, endsAt: null, step: 1, deciderIds: [] } as const;
    await closeReadings(tx, subject, { requestId: id, at });
    await tx.deleteFrom('grantMaterials').where('requestId', '=', id).execute();
    await tx
      .updateTable('viewRequests')
      .set({ ...wanted, classCodes: [...new Set(wanted.classCodes)], ...nothingDecided, deciderIds: [], contentDigest, amendment, turn, route })
      .where('id', '=', id)
      .execute();
    await beginWay(tx, { requestId: id, amendment, steps });
    await recordEvent(tx, subject, { act: 'requests.amend', object: request.number, detail: `amendment=${String(amendment)} was=${state}`, personId, changes: changesOf(request, wanted) });
  });
}

const amendedFields = ['purpose', 'secondReaderId', 'minutes', 'classCodes', 'wantsPrint'] as const;
type Asked = Readonly<Record<(typeof amendedFields)[number], unknown>>;

/** Field by field, but for the free text: what it says may name people. */
function changesOf(before: Asked, after: Asked): { field: string; before: string; after: string }[] {
  return amendedFields.map(field => ({ field, before: String(before[field]), after: String(after[field]) })).filter(change => change.before !== change.after);
}
