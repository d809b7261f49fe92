import { randomUUID } from 'node:crypto';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { Application } from '#shared/domain/view-request';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { nextNumber } from '../../db/next-number.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import type { PersonRecord } from '../people/index.ts';
import { requireApplication } from './application.ts';
import { digestContent } from './request-content.ts';
import { beginWay, planWay } from './request-way.ts';

export type Submission = Application & { readonly circleId: string | null; readonly idempotencyKey: string };
type Submitted = { readonly id: string; readonly number: string };

export async function submitRequest(services: Services, subject: Subject, submission: Submission): Promise<Submitted> {
  const before = await findSubmitted(services.db, subject, submission.idempotencyKey);
  if (before) return before;
  const person = await requireApplication(services.db, subject, submission);
  return insertRequest(services, subject, { submission, person });
}

async function findSubmitted(db: Db, { accountId }: Subject, idempotencyKey: string): Promise<Submitted | undefined> {
  const request = await db.selectFrom('viewRequests').select(['id', 'number', 'applicantId']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  if (request && request.applicantId !== accountId) throw new AppError('record.changed');
  return request && { id: request.id, number: request.number };
}

type Insertion = { readonly submission: Submission; readonly person: PersonRecord };

function insertRequest({ db, now }: Services, subject: Subject, { submission, person }: Insertion): Promise<Submitted> {
  const { purpose, classCodes, circleId, idempotencyKey } = submission;
  const { managingUnitId, secrecyLevel, archiveNumber } = person;
  const [submittedAt, applicantId] = [now(), subject.accountId];
  return db.transaction().execute(async tx => {
    const number = await takeNumber(tx, circleId, submittedAt);
    // The series was held until here: a twin of this submission has committed or has not begun.
    const twin = await findSubmitted(tx, subject, idempotencyKey);
    if (twin) return twin;
    const id = randomUUID();
    const { steps, turn, route } = await planWay(tx, { ...submission, managingUnitId, secrecyLevel });
    await tx
      .insertInto('viewRequests')
      .values({
        ...{ ...submission, id, number, submittedAt, applicantId, managingUnitId, turn, route },
        classCodes: [...new Set(classCodes)],
        state: 'submitted',
        applicantUnitId: subject.unitId,
        contentDigest: digestContent({ ...submission, applicantId }),
      })
      .execute();
    await beginWay(tx, { requestId: id, amendment: 0, steps });
    await recordEvent(tx, subject, { act: 'requests.submit', object: number, detail: `${archiveNumber} ${purpose}`, personId: person.id });
    return { id, number };
  });
}

/** A circle counts for itself: its requests leave no gap in the numbers that others see. */
async function takeNumber(tx: Db, circleId: string | null, at: Date): Promise<string> {
  const day = formatSiteDay(at);
  if (circleId === null) return `${day}-${String(await nextNumber(tx, `request:${day}`)).padStart(4, '0')}`;
  const { code } = await tx.selectFrom('circles').select('code').where('id', '=', circleId).executeTakeFirstOrThrow();
  const year = day.slice(0, 4);
  return `${code}-${year}-${String(await nextNumber(tx, `request:${code}:${year}`)).padStart(4, '0')}`;
}
