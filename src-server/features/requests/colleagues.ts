import { AppError } from '#shared/errors/app-error';
import type { Role } from '#shared/domain/account';
import { sql } from 'kysely';
import type { Db } from '../../db/schema.ts';
import type { Principal, Subject } from '../authority/index.ts';

function colleaguesOf(db: Db, { unitId, accountId }: Subject, circleId: string | null) {
  const colleagues = db
    .selectFrom('accounts')
    .select(['id', 'displayName', 'idNumber'])
    .where('unitId', '=', unitId)
    .where('state', '=', 'active')
    .where('id', '<>', accountId)
    .where('id', 'in', db.selectFrom('accountRoles').select('accountId').where('role', 'in', ['reader', 'selector']));
  return circleId === null ? colleagues : colleagues.where('id', 'in', db.selectFrom('circleMembers').select('accountId').where('circleId', '=', circleId));
}

/** Who may read along: readers of the same unit, and of the circle if it is confidential. A second account of the same human being does not make two. */
export async function listColleagues(db: Db, subject: Subject, circleId: string | null = null): Promise<{ id: string; displayName: string }[]> {
  const colleagues = await colleaguesOf(db, subject, circleId).orderBy('displayName').orderBy('id').execute();
  return colleagues.filter(({ idNumber }) => !isSameHuman(subject, idNumber)).map(({ id, displayName }) => ({ id, displayName }));
}

/** Circles in which the subject may apply, each with who may read along. */
export async function listOwnCircles(db: Db, subject: Subject): Promise<{ id: string; name: string; colleagues: { id: string; displayName: string }[] }[]> {
  if (subject.circleIds.length === 0) return [];
  const circles = await db.selectFrom('circles').select(['id', 'name']).where('id', 'in', [...subject.circleIds]).orderBy('name').execute();
  return Promise.all(circles.map(async circle => ({ ...circle, colleagues: await listColleagues(db, subject, circle.id) })));
}

type Wanted = { readonly id: string; readonly circleId: string | null };

export async function requireColleague(db: Db, subject: Subject, { id, circleId }: Wanted): Promise<Principal> {
  if (id === subject.accountId) throw new AppError('request.readers-not-distinct');
  const colleague = await colleaguesOf(db, subject, circleId)
    .where('id', '=', id)
    .select(['id as accountId', 'unitId', 'clearance'])
    .select(sql<Role[]>`array(select role from account_roles where account_id = accounts.id)`.as('roles'))
    .select(sql<string[]>`array(select id_number from relatives where account_id = accounts.id)`.as('relativeIdNumbers'))
    .executeTakeFirst();
  if (!colleague) throw new AppError('input.invalid', { path: 'secondReaderId' });
  if (isSameHuman(subject, colleague.idNumber)) throw new AppError('request.readers-not-distinct');
  return colleague;
}

function isSameHuman({ idNumber }: Subject, other: string | null): boolean {
  return idNumber !== null && idNumber === other;
}
