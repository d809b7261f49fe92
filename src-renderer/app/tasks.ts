import type { Role } from '#shared/domain/account';
import type { Place } from '../ui/place.ts';

export type TaskName = 'roster' | 'scanning' | 'apply' | 'my-requests' | 'inbox' | 'print-register' | 'audit';
export type Task = { readonly name: TaskName; readonly place: Place; readonly roles: readonly Role[] };

/** The left column, in the order of a day's work. Offers only: the data centre decides what is allowed. */
const allTasks: readonly Task[] = [
  { name: 'inbox', place: { screen: 'inbox' }, roles: ['approver'] },
  { name: 'roster', place: { screen: 'roster' }, roles: ['archivist', 'reader', 'approver', 'selector'] },
  { name: 'scanning', place: { screen: 'scanning' }, roles: ['archivist'] },
  { name: 'apply', place: { screen: 'apply' }, roles: ['reader', 'selector'] },
  { name: 'my-requests', place: { screen: 'my-requests' }, roles: ['reader', 'selector'] },
  { name: 'print-register', place: { screen: 'print-register' }, roles: ['archivist', 'reader', 'selector'] },
  { name: 'audit', place: { screen: 'audit' }, roles: ['auditor'] },
];

/** The three administrators see neither people nor files, whatever other roles they hold. */
const administrators: readonly Role[] = ['system-administrator', 'security-officer', 'auditor'];

export function tasksFor(held: readonly Role[]): readonly Task[] {
  const administering = held.filter(role => administrators.includes(role));
  const roles = administering.length > 0 ? administering : held;
  return allTasks.filter(task => task.roles.some(role => roles.includes(role)));
}

const homes: Readonly<Record<Place['screen'], TaskName>> = {
  roster: 'roster',
  volume: 'roster',
  scanning: 'scanning',
  apply: 'apply',
  'my-requests': 'my-requests',
  reading: 'my-requests',
  inbox: 'inbox',
  'print-register': 'print-register',
  audit: 'audit',
};

/** Which task a place belongs to: it stays marked in the left column. */
export function taskOf(place: Place): TaskName {
  return homes[place.screen];
}
