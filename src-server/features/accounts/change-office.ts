import type { z } from 'zod';
import type { accountOperations } from '#shared/contract/server/account-operations';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import type { Subject } from '../authority/index.ts';
import { holdAccount, requireOtherHolder, type AccountRecord } from './account-records.ts';
import { basisOf } from './act-content.ts';
import { requireOther, type Matter } from './administer.ts';
import { requireNoConflict, writeRights } from './change-rights.ts';
import { offices, type Office } from './offices.ts';
import { propose, requireOffice, requireState } from './propose.ts';

type Input = z.output<(typeof accountOperations)['accounts.proposeOffice']['input']>;
type OfficeChange = { readonly office: Office; readonly isGiven: boolean };

/** Proposed by one of the three offices; takes effect when the two others have agreed. */
export async function proposeOffice(services: Services, tx: Db, { input, subject, matter }: { readonly input: Input; readonly subject: Subject; readonly matter: Matter }): Promise<{ actId: string; isDone: boolean }> {
  const { office, isGiven, reason } = input;
  const target = await holdAccount(tx, input.id);
  requireOther(subject, target, matter);
  requireState(target, isGiven ? ['active'] : ['active', 'suspended']);
  if (target.roles.includes(office) === isGiven) throw new AppError('account.nothing-changes');
  await requirePossible(tx, target, { office, isGiven });
  const content = { kind: 'administrator.change', accountId: target.accountId, basis: basisOf(target), office, isGiven } as const;
  return propose(services, tx, { matter, subject, proposedAs: requireOffice(subject, offices, matter), target, content, reason });
}

/** Asked when it is proposed and again when it takes effect: other accounts of the person may have changed in between. */
async function requirePossible(tx: Db, target: AccountRecord, { office, isGiven }: OfficeChange): Promise<void> {
  if (isGiven) await requireNoConflict(tx, target, [...target.roles, office]);
  else await requireOtherHolder(tx, office, target);
}

export async function writeOffice(tx: Db, target: AccountRecord, { office, isGiven }: OfficeChange): Promise<void> {
  await requirePossible(tx, target, { office, isGiven });
  const { roles, clearance } = target;
  await writeRights(tx, target, { roles: isGiven ? [...roles, office] : roles.filter(role => role !== office), clearance });
}
