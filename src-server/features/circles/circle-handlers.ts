import { randomUUID } from 'node:crypto';
import type { Handlers } from '#shared/contract/operation';
import type { circleOperations } from '#shared/contract/server/approval-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { accountForRequests, listCircles, listMemberNames } from './circle-repository.ts';

/** Who belongs to a circle. What its members ask for belongs to `requests`, and is closed to the officer who keeps the list. */
export function circleHandlers({ db, now }: Services): Handlers<typeof circleOperations, RequestContext> {
  return {
    'circles.list': async (_input, context) => {
      requireAllowed(requireSubject(context), 'circles.list');
      return { circles: await listCircles(db) };
    },
    'circles.create': async (circle, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'circles.create');
      return createCircle({ db, now }, subject, circle);
    },
    'circles.setMembers': async ({ id, memberIds, reason }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'circles.setMembers');
      await db.transaction().execute(async tx => {
        const { code } = await requireOpenCircle(tx, id);
        const before = await listMemberNames(tx, id);
        await setMembers(tx, id, memberIds);
        const after = await listMemberNames(tx, id);
        await recordEvent(tx, subject, { act: 'circles.setMembers', object: code, detail: reason, changes: [{ field: 'members', before, after }] });
      });
      return {};
    },
    'circles.close': async ({ id, reason }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'circles.close');
      await db.transaction().execute(async tx => {
        const { code } = await requireOpenCircle(tx, id);
        await tx.updateTable('circles').set({ closedAt: now() }).where('id', '=', id).execute();
        await recordEvent(tx, subject, { act: 'circles.close', object: code, detail: reason });
      });
      return {};
    },
    'circles.account': async ({ page }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'circles.account');
      const accounted = await accountForRequests(db, page);
      if (page === 1) await recordEvent(db, subject, { act: 'circles.account', object: '' });
      return accounted;
    },
  };
}

type Parts = Pick<Services, 'db' | 'now'>;
type NewCircle = { readonly name: string; readonly code: string; readonly memberIds: readonly string[]; readonly reason: string };

function createCircle({ db, now }: Parts, subject: Subject, { name, code, memberIds, reason }: NewCircle): Promise<{ id: string }> {
  return db.transaction().execute(async tx => {
    const id = randomUUID();
    const made = await tx
      .insertInto('circles')
      .values({ id, name, code, createdAt: now(), closedAt: null })
      .onConflict(conflict => conflict.column('code').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new AppError('circle.code-taken');
    await setMembers(tx, id, memberIds);
    await recordEvent(tx, subject, { act: 'circles.create', object: code, detail: reason, changes: [{ field: 'members', before: null, after: await listMemberNames(tx, id) }] });
    return { id };
  });
}

/** The row is locked: of two changes at once the second begins with what the first has left. */
async function requireOpenCircle(tx: Db, id: string): Promise<{ code: string }> {
  const circle = await tx.selectFrom('circles').select('code').where('id', '=', id).where('closedAt', 'is', null).forUpdate().executeTakeFirst();
  if (!circle) throw new AppError('resource.not-found');
  return circle;
}

/** Officers in use only, and none of the three administrators: a membership that could never be used would only confuse. */
async function setMembers(tx: Db, circleId: string, memberIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(memberIds)];
  await tx.deleteFrom('circleMembers').where('circleId', '=', circleId).execute();
  if (wanted.length === 0) return;
  const administrators = tx.selectFrom('accountRoles').select('accountId').where('role', 'in', ['system-administrator', 'security-officer', 'auditor']);
  const members = await tx.selectFrom('accounts').select('id').where('id', 'in', wanted).where('state', '=', 'active').where('id', 'not in', administrators).execute();
  if (members.length !== wanted.length) throw new AppError('input.invalid', { path: 'memberIds' });
  await tx.insertInto('circleMembers').values(wanted.map(accountId => ({ circleId, accountId }))).execute();
}
