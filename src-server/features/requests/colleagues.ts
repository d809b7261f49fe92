import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import type { Subject } from '../authority/index.ts';

export type ColleagueRecord = { readonly id: string; readonly displayName: string; readonly idNumber: string | null; readonly recusedPersonIds: readonly string[] };

function colleaguesOf(db: Db, { unitId, accountId }: Subject) {
  return db
    .selectFrom('accounts')
    .select(['id', 'displayName', 'idNumber'])
    .where('unitId', '=', unitId)
    .where('state', '=', 'active')
    .where('id', '<>', accountId)
    .where('id', 'in', db.selectFrom('accountRoles').select('accountId').where('role', 'in', ['reader', 'selector']));
}

/** Who may read along: readers of the same unit. A second account of the same human being does not make two. */
export async function listColleagues(db: Db, subject: Subject): Promise<{ id: string; displayName: string }[]> {
  const colleagues = await colleaguesOf(db, subject).orderBy('displayName').orderBy('id').execute();
  return colleagues.filter(({ idNumber }) => !isSameHuman(subject, idNumber)).map(({ id, displayName }) => ({ id, displayName }));
}

export async function requireColleague(db: Db, subject: Subject, id: string): Promise<ColleagueRecord> {
  if (id === subject.accountId) throw new AppError('request.readers-not-distinct');
  const colleague = await colleaguesOf(db, subject).where('id', '=', id).executeTakeFirst();
  if (!colleague) throw new AppError('input.invalid', { path: 'secondReaderId' });
  if (isSameHuman(subject, colleague.idNumber)) throw new AppError('request.readers-not-distinct');
  const recusals = await db.selectFrom('recusals').select('personId').where('accountId', '=', id).execute();
  return { ...colleague, recusedPersonIds: recusals.map(({ personId }) => personId) };
}

function isSameHuman({ idNumber }: Subject, other: string | null): boolean {
  return idNumber !== null && idNumber === other;
}
