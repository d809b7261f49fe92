import { z } from 'zod';
import { LoginName, Role } from '../../domain/account.ts';
import { AccessPolicy, AccountState, AdministrativeAct, HealthFinding, ManagedAccount, Relative, TodoItem } from '../../domain/administration.ts';
import { AccountId, AdministrativeActId, UnitId } from '../../domain/ids.ts';
import { SecrecyLevel } from '../../domain/secrecy.ts';
import { listOf, Nothing, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

const Reason = z.string().trim().min(1).max(200);
const Proposed = z.object({ actId: AdministrativeActId, isDone: z.boolean() });

/** Accounts and rights: what one administrator proposes takes effect when another has agreed. */
export const accountOperations = {
  'accounts.list': operation(
    z.object({ query: z.string().trim().max(60), unitId: UnitId.nullable().default(null), state: AccountState.nullable().default(null), page: PageNumber }),
    listOf(ManagedAccount),
  ),
  'accounts.get': operation(
    z.object({ id: AccountId }),
    ManagedAccount.extend({ idNumberEnding: z.string(), relatives: z.array(Relative.pick({ name: true, relation: true })).readonly(), passwordChangedAt: z.iso.datetime().nullable() }),
  ),
  /** By the system administrator; without rights, and without effect until the security officer agrees. */
  'accounts.propose': operation(
    z.object({ loginName: LoginName, displayName: z.string().trim().min(1).max(60), unitId: UnitId, idNumber: Relative.shape.idNumber, reason: Reason }),
    Proposed.extend({ id: AccountId }),
  ),
  /** By the security officer, never for himself, never one of the three offices. Takes effect at once unless a sensitive right is given. */
  'accounts.proposeRights': operation(z.object({ id: AccountId, roles: z.array(Role).max(7).readonly(), clearance: SecrecyLevel, reason: Reason }), Proposed),
  /** Gives or takes one of the three offices: proposed by one administrator, agreed by the two other offices. */
  'accounts.proposeOffice': operation(
    z.object({ id: AccountId, office: z.enum(['system-administrator', 'security-officer', 'auditor']), isGiven: z.boolean(), reason: Reason }),
    Proposed,
  ),
  /** Takes effect at once and ends the session: the safe direction needs no second person. */
  'accounts.suspend': operation(z.object({ id: AccountId, reason: Reason }), Nothing),
  'accounts.close': operation(z.object({ id: AccountId, reason: Reason }), Nothing),
  'accounts.proposeReopening': operation(z.object({ id: AccountId, reason: Reason }), Proposed),
  'accounts.proposePasswordReset': operation(z.object({ id: AccountId, reason: Reason }), Proposed),
  'accounts.unlock': operation(z.object({ id: AccountId, reason: Reason }), Nothing),
  /** 回避名单, by the security officer: the whole list. Without a number, the one that is known for this name and relation stays. */
  'accounts.setRelatives': operation(z.object({ id: AccountId, relatives: z.array(Relative.extend({ idNumber: Relative.shape.idNumber.nullable() })).max(50).readonly() }), Nothing),
  'accounts.health': operation(
    Nothing,
    z.object({ findings: z.array(HealthFinding).readonly(), units: z.array(z.object({ unitName: z.string(), accounts: z.int(), score: z.int().min(0).max(100) })).readonly() }),
  ),
};

export const administrativeActOperations = {
  /** `waiting`: for the caller to decide, oldest first. `mine`: proposed by the caller. `done`: everything that is decided. */
  'acts.list': operation(z.object({ box: z.enum(['waiting', 'mine', 'done']), page: PageNumber }), listOf(AdministrativeAct)),
  /** A new account or a reset password is told once, to the person who agreed last. */
  'acts.agree': operation(z.object({ id: AdministrativeActId }), z.object({ isDone: z.boolean(), oneTimePassword: z.string().nullable() })),
  'acts.refuse': operation(z.object({ id: AdministrativeActId, reason: Reason }), Nothing),
  'acts.withdraw': operation(z.object({ id: AdministrativeActId }), Nothing),
  /** One list to begin the day with, for each of the three administrators his own. */
  'acts.todo': operation(Nothing, z.object({ items: z.array(TodoItem).readonly() })),
};

export const policyOperations = {
  'policy.get': operation(Nothing, z.object({ policy: AccessPolicy, isConfirmed: z.boolean() })),
  /** By the security officer; what loosens a rule waits for a second administrator, what tightens it holds at once. */
  'policy.propose': operation(z.object({ policy: AccessPolicy, reason: Reason }), Proposed),
};
