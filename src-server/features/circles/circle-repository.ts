import { sql } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { AccountId } from '#shared/domain/ids';
import type { Circle, CircleAccount } from '#shared/domain/circle';
import type { Db } from '../../db/schema.ts';

export async function listCircles(db: Db): Promise<z.input<typeof Circle>[]> {
  const circles = await db.selectFrom('circles').selectAll().orderBy('closedAt', order => order.desc().nullsFirst()).orderBy('name').execute();
  const members = await db
    .selectFrom('circleMembers')
    .innerJoin('accounts', 'accounts.id', 'circleMembers.accountId')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .select(['circleId', 'accounts.id', 'displayName', 'units.name as unitName'])
    .orderBy('displayName')
    .orderBy('accounts.id')
    .execute();
  return circles.map(({ id, name, code, closedAt }) => ({
    ...{ id, name, code },
    isOpen: closedAt === null,
    members: members.filter(({ circleId }) => circleId === id).map(({ id: accountId, displayName, unitName }) => ({ accountId: AccountId.parse(accountId), displayName, unitName })),
  }));
}

/** Login names, in order: how the log says who was in a circle before and after. */
export async function listMemberNames(tx: Db, circleId: string): Promise<string> {
  const members = await tx.selectFrom('circleMembers').innerJoin('accounts', 'accounts.id', 'circleMembers.accountId').select('loginName').where('circleId', '=', circleId).orderBy('loginName').execute();
  return members.map(({ loginName }) => loginName).join(' ');
}

/** Newest first. Whose file it was is not told: the auditor sees no persons. */
export async function accountForRequests(db: Db, page: number): Promise<{ items: z.input<typeof CircleAccount>[]; total: number }> {
  const requests = db.selectFrom('viewRequests').innerJoin('circles', 'circles.id', 'viewRequests.circleId').innerJoin('accounts', 'accounts.id', 'viewRequests.applicantId');
  const rows = await requests
    .select(['viewRequests.number', 'circles.name as circleName', 'viewRequests.state', 'accounts.displayName as applicantName', 'submittedAt', 'decidedAt'])
    .select(sql<number>`(select count(*)::integer from view_sessions where request_id = view_requests.id)`.as('readings'))
    .select(sql<number>`(select count(*)::integer from print_jobs p join view_sessions s on s.id = p.view_session_id where s.request_id = view_requests.id)`.as('prints'))
    .orderBy('submittedAt', 'desc')
    .orderBy('viewRequests.id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  const { total } = await db
    .selectFrom(requests.select('viewRequests.id').limit(totalLimit).as('counted'))
    .select(sql<number>`count(*)::integer`.as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map(({ submittedAt, decidedAt, ...row }) => ({ ...row, submittedAt: submittedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null })), total };
}
