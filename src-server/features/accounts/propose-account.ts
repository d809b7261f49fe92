import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { accountOperations } from '#shared/contract/server/account-operations';
import { isIdNumberValid } from '#shared/domain/person';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import type { Subject } from '../authority/index.ts';
import { noPassword } from '../identity/index.ts';
import { requireAccountRecord } from './account-records.ts';
import { basisOf } from './act-content.ts';
import { requireOther, type Matter } from './administer.ts';
import { propose } from './propose.ts';

type Input = z.output<(typeof accountOperations)['accounts.propose']['input']>;

/** An account without rights and without effect, until the security officer agrees. */
export async function proposeAccount(services: Services, tx: Db, { input, subject, matter }: { readonly input: Input; readonly subject: Subject; readonly matter: Matter }): Promise<{ id: string; actId: string; isDone: boolean }> {
  const idNumber = input.idNumber.toUpperCase();
  if (!isIdNumberValid(idNumber)) throw new AppError('input.invalid', { path: 'idNumber' });
  requireOther(subject, { accountId: '', idNumber }, matter);
  if (!(await tx.selectFrom('units').select('id').where('id', '=', input.unitId).executeTakeFirst())) throw new AppError('input.invalid', { path: 'unitId' });
  const id = randomUUID();
  const inserted = await tx
    .insertInto('accounts')
    .values({
      id, loginName: input.loginName, displayName: input.displayName, unitId: input.unitId, idNumber, state: 'proposed',
      passwordHash: noPassword, mustChangePassword: true, passwordChangedAt: services.now(), createdBy: subject.accountId, createdAt: services.now(),
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new AppError('account.name-taken');
  const target = await requireAccountRecord(tx, id);
  const content = { kind: 'account.create', accountId: id, basis: basisOf(target) } as const;
  return { id, ...(await propose(services, tx, { matter, subject, proposedAs: 'system-administrator', target, content, reason: input.reason })) };
}
