import { randomUUID } from 'node:crypto';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { Application } from '#shared/domain/view-request';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { nextNumber } from '../../db/next-number.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { isBarredFromFile, requireAllowed, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, type PersonRecord } from '../people/index.ts';
import { requireColleague, type ColleagueRecord } from './colleagues.ts';

export type Submission = Application & { readonly idempotencyKey: string };
type Submitted = { readonly id: string; readonly number: string };

/** Two readers of one unit apply for the file of a third person, who is a relative of neither. */
export async function submitRequest(services: Services, subject: Subject, submission: Submission): Promise<Submitted> {
  const { db } = services;
  const before = await findSubmitted(db, subject, submission.idempotencyKey);
  if (before) return before;
  const person = await requirePerson(db, submission.personId);
  await refuseOwnFile(db, subject, { person, isOwn: isBarredFromFile(subject, factsOf(person)) });
  requireAllowed(subject, 'requests.submit', factsOf(person));
  if (submission.purpose === 'other' && submission.reason === '') throw new AppError('request.reason-required');
  const second = await requireColleague(db, subject, submission.secondReaderId);
  await refuseOwnFile(db, subject, { person, isOwn: isSecondBarred(second, person) });
  return insertRequest(services, subject, { submission, person });
}

async function findSubmitted(db: Db, { accountId }: Subject, idempotencyKey: string): Promise<Submitted | undefined> {
  const request = await db.selectFrom('viewRequests').select(['id', 'number', 'applicantId']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  if (request && request.applicantId !== accountId) throw new AppError('record.changed');
  return request && { id: request.id, number: request.number };
}

function isSecondBarred({ idNumber, recusedPersonIds }: ColleagueRecord, person: PersonRecord): boolean {
  return recusedPersonIds.includes(person.id) || (idNumber !== null && idNumber === person.idNumber);
}

/** Said plainly instead of "not found": everybody knows that his own file exists. Recorded as the denial that it is. */
async function refuseOwnFile(db: Db, subject: Subject, { person, isOwn }: { readonly person: PersonRecord; readonly isOwn: boolean }): Promise<void> {
  if (!isOwn) return;
  await recordEvent(db, subject, { act: 'requests.submit', object: person.archiveNumber, result: 'denied', detail: 'own file or file of a relative' });
  throw new AppError('request.own-file');
}

function insertRequest({ db, now }: Services, subject: Subject, { submission, person }: { readonly submission: Submission; readonly person: PersonRecord }): Promise<Submitted> {
  const { personId, purpose, reason, secondReaderId, minutes, classCodes, wantsPrint, idempotencyKey } = submission;
  const submittedAt = now();
  const day = formatSiteDay(submittedAt);
  return db.transaction().execute(async tx => {
    const count = await nextNumber(tx, `request:${day}`);
    // The series was held until here: a twin of this submission has committed or has not begun.
    const twin = await findSubmitted(tx, subject, idempotencyKey);
    if (twin) return twin;
    const [id, number] = [randomUUID(), `${day}-${String(count).padStart(4, '0')}`];
    await tx
      .insertInto('viewRequests')
      .values({
        ...{ id, number, personId, purpose, reason, secondReaderId, minutes, wantsPrint, idempotencyKey, submittedAt },
        classCodes: [...new Set(classCodes)],
        state: 'submitted',
        applicantId: subject.accountId,
        applicantUnitId: subject.unitId,
        managingUnitId: person.managingUnitId,
      })
      .execute();
    await recordEvent(tx, subject, { act: 'requests.submit', object: number, detail: `${person.archiveNumber} ${purpose}` });
    return { id, number };
  });
}
