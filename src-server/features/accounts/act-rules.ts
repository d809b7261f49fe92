import type { Role } from '#shared/domain/account';
import type { ActKind } from '#shared/domain/administration';
import { isOffice, isSamePerson, offices, type Office, type Party } from './offices.ts';

export type Administrator = Party & { readonly roles: readonly Role[] };

/** An act as far as it matters for who may decide it. */
export type Deliberation = {
  readonly kind: ActKind;
  readonly proposer: Party;
  readonly proposedAs: Role;
  readonly target: Administrator | null;
  readonly agreements: readonly (Party & { readonly agreedAs: Role })[];
};

/** The offices that may decide it, those that have agreed already not counted. */
export function listOpenOffices({ kind, proposedAs, target, agreements }: Omit<Deliberation, 'proposer'>): readonly Office[] {
  const agreed = agreements.map(({ agreedAs }) => agreedAs);
  switch (kind) {
    case 'account.create':
    case 'account.reopen':
    case 'password.reset':
      // A security officer does not decide about himself: the auditor stands in where one is concerned.
      if (proposedAs === 'security-officer') return ['auditor'];
      return target?.roles.includes('security-officer') === true ? ['security-officer', 'auditor'] : ['security-officer'];
    case 'rights.change':
      return ['security-officer', 'system-administrator'];
    case 'policy.change':
      return offices;
    case 'administrator.change':
      return offices.filter(office => office !== proposedAs && !agreed.includes(office));
  }
}

/** How many people must agree besides the one who proposed it. */
export function countNeeded(kind: ActKind): number {
  return kind === 'administrator.change' ? 2 : 1;
}

/** Why this person may not decide it, in words for the log; undefined when he may. */
export function findObjection(act: Deliberation, person: Administrator): string | undefined {
  if (isSamePerson(act.proposer, person)) return 'proposed it himself';
  if (act.target && isSamePerson(act.target, person)) return 'concerned himself';
  if (act.agreements.some(agreement => isSamePerson(agreement, person))) return 'has agreed already';
  return findOffice(act, person) === undefined ? 'not the office that decides this' : undefined;
}

/** In which of his offices he decides it. */
export function findOffice(act: Omit<Deliberation, 'proposer'>, { roles }: Administrator): Office | undefined {
  return listOpenOffices(act).find(office => roles.includes(office));
}

/** The office in which he proposes: the first of his that may. */
export function findOwnOffice({ roles }: Administrator, allowed: readonly Office[] = offices): Office | undefined {
  return roles.filter(isOffice).find(office => allowed.includes(office));
}
