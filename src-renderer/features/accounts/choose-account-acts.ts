import type { Role } from '#shared/domain/account';
import type { AccountState, ManagedAccount } from '#shared/domain/administration';
import { offices, type Office } from './rights-change.ts';

export type AccountAct = 'rights' | 'relatives' | 'unlock' | 'reset' | 'suspend' | 'reopen' | 'close' | 'office';

type Facts = Pick<ManagedAccount, 'state' | 'isLockedOut' | 'roles'> & { readonly isOwn: boolean };

/** What each office may do with an account in this state; the first is the primary one. Offers only: the data centre decides. */
export function chooseAccountActs(held: readonly Role[], { state, isLockedOut, roles, isOwn }: Facts): readonly AccountAct[] {
  if (isOwn) return [];
  const acts: AccountAct[] = isLockedOut && held.includes('security-officer') ? ['unlock'] : [];
  for (const office of offices) if (held.includes(office)) acts.push(...actsOf[office][state]);
  // Who is the only system administrator cannot ask for himself: the security officer does, and the auditor agrees.
  if (held.includes('security-officer') && roles.includes('system-administrator')) acts.push(...returnOf[state]);
  return [...new Set(acts)];
}

type ActsByState = Readonly<Record<AccountState, readonly AccountAct[]>>;

const actsOf: Readonly<Record<Office, ActsByState>> = {
  'security-officer': { proposed: ['relatives'], active: ['rights', 'relatives', 'suspend', 'office'], suspended: ['relatives', 'close'], closed: [] },
  'system-administrator': { proposed: [], active: ['reset', 'suspend', 'close', 'office'], suspended: ['reopen', 'close'], closed: [] },
  auditor: { proposed: [], active: ['office'], suspended: [], closed: [] },
};

const returnOf: ActsByState = { proposed: [], active: ['reset'], suspended: ['reopen'], closed: [] };
