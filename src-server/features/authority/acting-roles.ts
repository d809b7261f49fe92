import type { Role } from '#shared/domain/account';
import type { Subject } from './subject.ts';

/** 三员: they run, guard and watch the system, and see neither people nor files, whatever other roles they hold. */
export const administrators: readonly Role[] = ['system-administrator', 'security-officer', 'auditor'];

/** The roles that count: of somebody who holds one of the three offices no other. */
export function actingRoles({ roles }: Pick<Subject, 'roles'>): readonly Role[] {
  const offices = roles.filter(role => administrators.includes(role));
  return offices.length > 0 ? offices : roles;
}
