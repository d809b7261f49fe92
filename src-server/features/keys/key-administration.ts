import { pageSize, totalLimit } from '#shared/contract/lists';
import type { Handlers } from '#shared/contract/operation';
import type { keyOperations } from '#shared/contract/server/key-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireSubject, type Subject } from '../authority/index.ts';
import { endSession, findSessionKey } from '../identity/index.ts';
import { findKeys } from './key-repository.ts';
import { registerKey } from './register-key.ts';
import { terminalOf } from './terminal-of.ts';

export function keyAdministrationHandlers(services: Services): Handlers<typeof keyOperations, RequestContext> {
  return {
    'keys.list': async ({ page, ...question }) => {
      const all = await findKeys(services.db, question, { limit: totalLimit, offset: 0 });
      return { items: all.slice((page - 1) * pageSize, page * pageSize), total: all.length };
    },
    'keys.register': async (registration, context) => ({
      id: await registerKey(services, { subject: requireSubject(context), terminal: terminalOf(context) }, registration),
    }),
    'keys.revoke': async (revocation, context) => {
      await revokeKey(services, requireSubject(context), revocation);
      return {};
    },
  };
}

/** For good; the session that began with it ends. */
async function revokeKey({ db, now }: Services, subject: Subject, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> {
  await db.transaction().execute(async tx => {
    const key = await tx
      .updateTable('signingKeys')
      .set({ state: 'revoked', revokedBy: subject.accountId, revokedAt: now(), revokeReason: reason })
      .where('id', '=', id)
      .where('state', '=', 'active')
      .returning(['accountId', 'serial'])
      .executeTakeFirst();
    if (!key) throw new AppError('resource.not-found');
    const { loginName } = await tx.selectFrom('accounts').select('loginName').where('id', '=', key.accountId).executeTakeFirstOrThrow();
    if ((await findSessionKey(tx, key.accountId)) === id) await endSession(tx, key.accountId);
    await recordEvent(tx, subject, { act: 'keys.revoke', object: loginName, detail: `key ${key.serial}: ${reason}` });
  });
}
