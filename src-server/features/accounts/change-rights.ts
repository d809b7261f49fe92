import type { z } from 'zod';
import type { accountOperations } from '#shared/contract/server/account-operations';
import type { Role } from '#shared/domain/account';
import { isWithinClearance, type SecrecyLevel } from '#shared/domain/secrecy';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { AccessDenied, type Subject } from '../authority/index.ts';
import { endSession, readAccessPolicy } from '../identity/index.ts';
import { holdAccount, listRolesElsewhere, type AccountRecord } from './account-records.ts';
import { basisOf } from './act-content.ts';
import { requireOther, spellRoles, type Matter } from './administer.ts';
import { areRolesInConflict, isOffice } from './offices.ts';
import { propose, requireState } from './propose.ts';

type Input = z.output<(typeof accountOperations)['accounts.proposeRights']['input']>;
type Rights = { readonly roles: readonly Role[]; readonly clearance: SecrecyLevel };

/** By the security officer: at once, unless something sensitive is given. An office that the account holds is not touched. */
export async function proposeRights(services: Services, tx: Db, { input, subject, matter }: { readonly input: Input; readonly subject: Subject; readonly matter: Matter }): Promise<{ actId: string; isDone: boolean }> {
  const target = await holdAccount(tx, input.id);
  requireOther(subject, target, matter);
  const offices = target.roles.filter(isOffice);
  if (input.roles.some(role => isOffice(role) && !offices.includes(role))) throw new AccessDenied({ act: matter.act, reason: 'the three offices are not given as rights', facts: { object: matter.object } });
  requireState(target, ['active']);
  const rights = { roles: [...new Set([...offices, ...input.roles])].sort(), clearance: input.clearance };
  if (spellRoles(rights.roles) === spellRoles(target.roles) && rights.clearance === target.clearance) throw new AppError('account.nothing-changes');
  await requireNoConflict(tx, target, rights.roles);
  const isDone = !(await isSensitive(tx, target, rights));
  if (isDone) await writeRights(tx, target, rights);
  const content = { kind: 'rights.change', accountId: target.accountId, basis: basisOf(target), after: rights } as const;
  return propose(services, tx, { matter, subject, proposedAs: 'security-officer', target, content, reason: input.reason, isDone });
}

/** A sensitive role or a higher clearance that he did not have before. */
async function isSensitive(tx: Db, target: AccountRecord, { roles, clearance }: Rights): Promise<boolean> {
  const { sensitiveRoles } = await readAccessPolicy(tx);
  return roles.some(role => sensitiveRoles.includes(role) && !target.roles.includes(role)) || !isWithinClearance(clearance, target.clearance);
}

/** Throws `account.offices-conflict`, counting every account of the same person. */
export async function requireNoConflict(tx: Db, target: AccountRecord, roles: readonly Role[]): Promise<void> {
  if (areRolesInConflict([...roles, ...(await listRolesElsewhere(tx, target))])) throw new AppError('account.offices-conflict');
}

/** Ends the session: whoever has other rights begins anew. */
export async function writeRights(tx: Db, { accountId }: AccountRecord, { roles, clearance }: Rights): Promise<void> {
  await tx.deleteFrom('accountRoles').where('accountId', '=', accountId).execute();
  if (roles.length > 0) await tx.insertInto('accountRoles').values(roles.map(role => ({ accountId, role }))).execute();
  await tx.updateTable('accounts').set({ clearance }).where('id', '=', accountId).execute();
  await endSession(tx, accountId);
}
