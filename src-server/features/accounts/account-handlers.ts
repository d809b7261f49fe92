import { type accountOperations } from '#shared/contract/server/account-operations';
import type { Handlers } from '#shared/contract/operation';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Act } from '../authority/index.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { findLockedOut } from '../identity/index.ts';
import { listAccounts, presentAccount } from './account-list.ts';
import { requireAccountRecord } from './account-records.ts';
import { administer, type Matter } from './administer.ts';
import { proposeOffice } from './change-office.ts';
import { proposeRights } from './change-rights.ts';
import { closeAccount, endLockout, proposeReturn, suspendAccount } from './change-state.ts';
import { assessHealth } from './health.ts';
import { proposeAccount } from './propose-account.ts';
import { setRelatives } from './set-relatives.ts';
import type { Db } from '../../db/schema.ts';

export function accountHandlers(services: Services): Handlers<typeof accountOperations, RequestContext> {
  const { db, now } = services;
  /** The log names an account by its login name. */
  const matterOf = async (act: Act, accountId: string): Promise<Matter> => ({ act, object: (await requireAccountRecord(db, accountId)).loginName });
  return {
    'accounts.list': async (filter, context) => {
      requireAllowed(requireSubject(context), 'accounts.list');
      return listAccounts(db, filter, now());
    },
    'accounts.get': async ({ id }, context) => {
      requireAllowed(requireSubject(context), 'accounts.get');
      return describeAccount(db, id, now());
    },
    'accounts.propose': (input, context) => {
      const matter = { act: 'accounts.propose', object: input.loginName } as const;
      return administer(services, context, { matter, work: (tx, subject) => proposeAccount(services, tx, { input, subject, matter }) });
    },
    'accounts.proposeRights': async (input, context) => {
      const matter = await matterOf('accounts.proposeRights', input.id);
      return administer(services, context, { matter, work: (tx, subject) => proposeRights(services, tx, { input, subject, matter }) });
    },
    'accounts.proposeOffice': async (input, context) => {
      const matter = await matterOf('accounts.proposeOffice', input.id);
      return administer(services, context, { matter, work: (tx, subject) => proposeOffice(services, tx, { input, subject, matter }) });
    },
    'accounts.suspend': async (input, context) => {
      const matter = await matterOf('accounts.suspend', input.id);
      await administer(services, context, { matter, work: (tx, subject) => suspendAccount(tx, { input, subject, matter }) });
      return {};
    },
    'accounts.close': async (input, context) => {
      const matter = await matterOf('accounts.close', input.id);
      await administer(services, context, { matter, work: (tx, subject) => closeAccount(tx, { input, subject, matter }) });
      return {};
    },
    'accounts.proposeReopening': async (input, context) => {
      const matter = await matterOf('accounts.proposeReopening', input.id);
      return administer(services, context, { matter, work: (tx, subject) => proposeReturn(services, tx, { input, subject, matter, kind: 'account.reopen' }) });
    },
    'accounts.proposePasswordReset': async (input, context) => {
      const matter = await matterOf('accounts.proposePasswordReset', input.id);
      return administer(services, context, { matter, work: (tx, subject) => proposeReturn(services, tx, { input, subject, matter, kind: 'password.reset' }) });
    },
    'accounts.unlock': async (input, context) => {
      const matter = await matterOf('accounts.unlock', input.id);
      await administer(services, context, { matter, work: (tx, subject) => endLockout(tx, { input, subject, matter }) });
      return {};
    },
    'accounts.setRelatives': async (input, context) => {
      const matter = await matterOf('accounts.setRelatives', input.id);
      await administer(services, context, { matter, work: (tx, subject) => setRelatives(tx, { input, subject, matter }) });
      return {};
    },
    'accounts.health': async (_input, context) => {
      requireAllowed(requireSubject(context), 'accounts.health');
      return assessHealth(db, now());
    },
  };
}

async function describeAccount(db: Db, id: string, now: Date) {
  const record = await requireAccountRecord(db, id);
  const relatives = await db.selectFrom('relatives').select(['name', 'relation']).where('accountId', '=', id).orderBy('relation').orderBy('name').execute();
  const lockedOut = await findLockedOut(db, [record.loginName], now);
  const isOwnPasswordSet = record.state !== 'proposed';
  return {
    ...presentAccount(record, lockedOut.has(record.loginName)),
    idNumberEnding: record.idNumber?.slice(-4) ?? '',
    relatives,
    passwordChangedAt: isOwnPasswordSet ? record.passwordChangedAt.toISOString() : null,
  };
}
