import type { Role } from '#shared/domain/account';
import type { Person } from '#shared/domain/person';

export type PersonAct = 'open' | 'scan' | 'create' | 'catalogue' | 'apply';

/** `volumes` is filled for custodian and approver alone: who sees none of those that exist cannot open one. */
export function chooseActs(roles: readonly Role[], { volumes, volumeCount }: Pick<Person, 'volumes' | 'volumeCount'>): readonly PersonAct[] {
  const acts: PersonAct[] = [];
  const canOpen = volumes.length > 0;
  if (roles.includes('archivist')) acts.push(...(canOpen ? (['open', 'scan'] as const) : volumeCount === 0 ? (['create'] as const) : []));
  else if (roles.includes('approver') && canOpen) acts.push('catalogue');
  if (roles.includes('reader') || roles.includes('selector')) acts.push('apply');
  return acts;
}
