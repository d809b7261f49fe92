import type { Services } from '../../app/services.ts';
import type { AccountState } from '#shared/domain/administration';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { endSession, unlockAccount } from '../identity/index.ts';
import { holdAccount, requireOtherHolder } from './account-records.ts';
import { basisOf } from './act-content.ts';
import { requireOther, spellRoles, type Matter } from './administer.ts';
import { isOffice, type Office } from './offices.ts';
import { propose, requireOffice, requireState } from './propose.ts';

type Nothing = Readonly<Record<string, never>>;
type Request = { readonly input: { readonly id: string; readonly reason: string }; readonly subject: Subject; readonly matter: Matter };

/** At once, and the session with it: the safe direction needs no second person. */
export async function suspendAccount(tx: Db, request: Request): Promise<Nothing> {
  await stopAccount(tx, request, { from: ['active'], to: 'suspended' });
  return {};
}

/** For good: the person left. His roles go; the row stays, because the log refers to it. */
export async function closeAccount(tx: Db, request: Request): Promise<Nothing> {
  await stopAccount(tx, request, { from: ['active', 'suspended'], to: 'closed' });
  await tx.deleteFrom('accountRoles').where('accountId', '=', request.input.id).execute();
  return {};
}

async function stopAccount(tx: Db, { input, subject, matter }: Request, { from, to }: { readonly from: readonly AccountState[]; readonly to: AccountState }): Promise<void> {
  const target = await holdAccount(tx, input.id);
  requireOther(subject, target, matter);
  requireState(target, from);
  for (const office of target.roles.filter(isOffice)) await requireOtherHolder(tx, office, target);
  await tx.updateTable('accounts').set({ state: to }).where('id', '=', target.accountId).execute();
  await endSession(tx, target.accountId);
  const roles = to === 'closed' && target.roles.length > 0 ? [{ field: 'roles', before: spellRoles(target.roles), after: '' }] : [];
  await recordEvent(tx, subject, { ...matter, detail: input.reason, changes: [{ field: 'state', before: target.state, after: to }, ...roles] });
}

type Proposal = Request & { readonly kind: 'account.reopen' | 'password.reset' };

/**
 * By the system administrator, decided by the security officer. When it concerns a system administrator, who may be the
 * only one, the security officer proposes it and the auditor decides.
 */
export async function proposeReturn(services: Services, tx: Db, { input, subject, matter, kind }: Proposal): Promise<{ actId: string; isDone: boolean }> {
  const target = await holdAccount(tx, input.id);
  requireOther(subject, target, matter);
  const allowed: readonly Office[] = target.roles.includes('system-administrator') ? ['system-administrator', 'security-officer'] : ['system-administrator'];
  const proposedAs = requireOffice(subject, allowed, matter);
  requireState(target, kind === 'account.reopen' ? ['suspended'] : ['active']);
  const content = { kind, accountId: target.accountId, basis: basisOf(target) } as const;
  return propose(services, tx, { matter, subject, proposedAs, target, content, reason: input.reason });
}

/** 解锁: before the lockout runs out. */
export async function endLockout(tx: Db, { input, subject, matter }: Request): Promise<Nothing> {
  const target = await holdAccount(tx, input.id);
  requireOther(subject, target, matter);
  await unlockAccount(tx, target.loginName);
  await recordEvent(tx, subject, { ...matter, detail: input.reason });
  return {};
}
