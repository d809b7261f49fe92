import type { Application } from '#shared/domain/view-request';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import type { Db } from '../../db/schema.ts';
import { AccessDenied, isBarredFromFile, isCleared, requireAllowed, type Principal, type Subject } from '../authority/index.ts';
import { factsOf, requirePerson, type PersonRecord } from '../people/index.ts';
import { requireColleague } from './colleagues.ts';

type Asked = Pick<Application, 'personId' | 'secondReaderId' | 'purpose' | 'reason'> & { readonly circleId: string | null };

/** Two readers of one unit ask for the file of a third person, who is a relative of neither, and which both are cleared for. */
export async function requireApplication(db: Db, subject: Subject, { personId, secondReaderId, purpose, reason, circleId }: Asked): Promise<PersonRecord> {
  const person = await requirePerson(db, personId);
  refuseReader(subject, person);
  requireAllowed(subject, 'requests.submit', { ...factsOf(person), circleId });
  if (purpose === 'other' && reason === '') throw new AppError('request.reason-required');
  refuseReader(await requireColleague(db, subject, { id: secondReaderId, circleId }), person);
  return person;
}

/** Said plainly instead of "not found": everybody knows that his own file exists, and how far he is cleared. Recorded as the denials that they are. */
function refuseReader(reader: Principal, person: PersonRecord): void {
  const facts = factsOf(person);
  const deny = (code: ErrorCode, reason: string): never => {
    throw new AccessDenied({ act: 'requests.submit', reason, facts, told: { code } });
  };
  if (isBarredFromFile(reader, facts)) deny('request.own-file', 'own file or file of a relative');
  if (!isCleared(reader, facts)) deny('request.above-clearance', 'not cleared for the secrecy level');
}
