import type { z } from 'zod';
import { type accountOperations } from '#shared/contract/server/account-operations';
import type { Handlers } from '#shared/contract/operation';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { requireAllowed, requireSubject, type Act, type Subject } from '../authority/index.ts';
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

type AccountHandlers = Handlers<typeof accountOperations, RequestContext>;

export function accountHandlers(services: Services): AccountHandlers {
  const { db, now } = services;
  const change = createChanges(services);
  return {
    'accounts.list': async (filter, context) => {
      requireAllowed(requireSubject(context), 'accounts.list');
      return listAccounts(db, filter, now());
    },
    'accounts.get': async ({ id }, context) => {
      requireAllowed(requireSubject(context), 'accounts.get');
      return describeAccount(db, id, now());
    },
    'accounts.health': async (_input, context) => {
      requireAllowed(requireSubject(context), 'accounts.health');
      return assessHealth(db, now());
    },
    'accounts.propose': (input, context) => {
      const matter = { act: 'accounts.propose', object: input.loginName } as const;
      return administer(services, context, { matter, work: (tx, subject) => proposeAccount(services, tx, { input, subject, matter }) });
    },
    'accounts.proposeRights': change('accounts.proposeRights', (tx, request) => proposeRights(services, tx, request)),
    'accounts.proposeOffice': change('accounts.proposeOffice', (tx, request) => proposeOffice(services, tx, request)),
    'accounts.suspend': change('accounts.suspend', suspendAccount),
    'accounts.close': change('accounts.close', closeAccount),
    'accounts.proposeReopening': change('accounts.proposeReopening', (tx, request) => proposeReturn(services, tx, { ...request, kind: 'account.reopen' })),
    'accounts.proposePasswordReset': change('accounts.proposePasswordReset', (tx, request) => proposeReturn(services, tx, { ...request, kind: 'password.reset' })),
    'accounts.unlock': change('accounts.unlock', endLockout),
    'accounts.setRelatives': change('accounts.setRelatives', setRelatives),
  };
}

type Change<Input> = { readonly input: Input; readonly subject: Subject; readonly matter: Matter };

/** An act on one account, which the log names by its login name. */
function createChanges(services: Services) {
  return <Input extends { readonly id: string }, Result>(act: Act, work: (tx: Db, change: Change<Input>) => Promise<Result>) =>
    async (input: Input, context: RequestContext): Promise<Result> => {
      const matter = { act, object: (await requireAccountRecord(services.db, input.id)).loginName };
      return administer(services, context, { matter, work: (tx, subject) => work(tx, { input, subject, matter }) });
    };
}

async function describeAccount(db: Db, id: string, now: Date): Promise<z.input<(typeof accountOperations)['accounts.get']['output']>> {
  const record = await requireAccountRecord(db, id);
  const relatives = await db.selectFrom('relatives').select(['name', 'relation']).where('accountId', '=', id).orderBy('relation').orderBy('name').execute();
  const lockedOut = await findLockedOut(db, [record.loginName], now);
  const hasPassword = record.state !== 'proposed';
  return {
    ...presentAccount(record, lockedOut.has(record.loginName)),
    idNumberEnding: record.idNumber?.slice(-4) ?? '',
    relatives,
    passwordChangedAt: hasPassword ? record.passwordChangedAt.toISOString() : null,
  };
}
