import type { Role } from '#shared/domain/account';
import type { Place } from '../ui/place.ts';

export type TaskName = 'todo' | 'routes' | 'accounts' | 'health' | 'terminals' | 'keys' | 'circles' | 'policy' | 'scan-profiles' | 'faults' | 'partners' | 'roster' | 'scanning' | 'intake' | 'media' | 'strips' | 'business' | 'apply' | 'my-requests' | 'inbox' | 'delegations' | 'print-register' | 'audit' | 'audit-access' | 'audit-patterns' | 'audit-report' | 'traces' | 'circle-account' | 'audit-proof';
export type Task = { readonly name: TaskName; readonly place: Place; readonly roles: readonly Role[]; /** Offered to these as well, once a route leads requests to them. */ readonly onRoute?: readonly Role[] };

/** The left column, in the order of a day's work. Offers only: the data centre decides what is allowed. */
const allTasks: readonly Task[] = [
  { name: 'todo', place: { screen: 'todo' }, roles: ['system-administrator', 'security-officer', 'auditor'] },
  { name: 'accounts', place: { screen: 'accounts' }, roles: ['system-administrator', 'security-officer', 'auditor'] },
  { name: 'terminals', place: { screen: 'terminals' }, roles: ['system-administrator', 'security-officer'] },
  { name: 'keys', place: { screen: 'keys' }, roles: ['security-officer'] },
  { name: 'circles', place: { screen: 'circles' }, roles: ['security-officer'] },
  { name: 'partners', place: { screen: 'partners' }, roles: ['security-officer'] },
  { name: 'policy', place: { screen: 'policy' }, roles: ['system-administrator', 'security-officer'] },
  { name: 'scan-profiles', place: { screen: 'scan-profiles' }, roles: ['system-administrator'] },
  { name: 'faults', place: { screen: 'faults' }, roles: ['system-administrator'] },
  { name: 'health', place: { screen: 'health' }, roles: ['security-officer'] },
  { name: 'inbox', place: { screen: 'inbox' }, roles: ['approver'], onRoute: ['archivist'] },
  { name: 'delegations', place: { screen: 'delegations' }, roles: ['approver'] },
  { name: 'business', place: { screen: 'business' }, roles: ['reader', 'selector'] },
  { name: 'roster', place: { screen: 'roster' }, roles: ['archivist', 'reader', 'approver', 'selector'] },
  { name: 'scanning', place: { screen: 'scanning' }, roles: ['archivist'] },
  { name: 'intake', place: { screen: 'intake' }, roles: ['archivist', 'approver'] },
  { name: 'media', place: { screen: 'media' }, roles: ['archivist'] },
  { name: 'strips', place: { screen: 'strips' }, roles: ['archivist'] },
  { name: 'apply', place: { screen: 'apply' }, roles: ['reader', 'selector'] },
  { name: 'my-requests', place: { screen: 'my-requests' }, roles: ['reader', 'selector'] },
  { name: 'audit', place: { screen: 'audit' }, roles: ['auditor'] },
  { name: 'audit-access', place: { screen: 'audit-access' }, roles: ['auditor'] },
  { name: 'audit-patterns', place: { screen: 'audit-patterns' }, roles: ['auditor'] },
  { name: 'audit-report', place: { screen: 'audit-report' }, roles: ['auditor'] },
  { name: 'print-register', place: { screen: 'print-register' }, roles: ['archivist', 'reader', 'selector', 'auditor'] },
  { name: 'traces', place: { screen: 'traces' }, roles: ['auditor'] },
  { name: 'circle-account', place: { screen: 'circle-account' }, roles: ['auditor'] },
  { name: 'audit-proof', place: { screen: 'audit-proof' }, roles: ['auditor', 'system-administrator'] },
  { name: 'routes', place: { screen: 'routes' }, roles: ['system-administrator', 'security-officer', 'auditor'] },
];

/** The three administrators see neither people nor files, whatever other roles they hold. */
const administrators: readonly Role[] = ['system-administrator', 'security-officer', 'auditor'];

export function tasksFor(held: readonly Role[], isOnRoute = false): readonly Task[] {
  const administering = held.filter(role => administrators.includes(role));
  const roles = administering.length > 0 ? administering : held;
  const own = allTasks.filter(task => task.roles.some(role => roles.includes(role)));
  // Last, so that no other task moves when it comes.
  const added = allTasks.filter(task => isOnRoute && !own.includes(task) && task.onRoute?.some(role => roles.includes(role)));
  return [...own, ...added];
}

/** 查询端: what people do there who apply and read; whoever approves or keeps files does so at a terminal of the other edition. */
const queryTasks: readonly TaskName[] = ['business', 'roster', 'apply', 'my-requests', 'print-register'];

export function queryTasksFor(held: readonly Role[]): readonly Task[] {
  if (held.some(role => administrators.includes(role))) return [];
  return tasksFor(held.filter(role => role !== 'archivist' && role !== 'approver')).filter(({ name }) => queryTasks.includes(name));
}

const homes: Readonly<Record<Place['screen'], TaskName>> = {
  roster: 'roster',
  volume: 'roster',
  catalogue: 'roster',
  scanning: 'scanning',
  intake: 'intake',
  batch: 'intake',
  package: 'intake',
  sampling: 'intake',
  'check-rules': 'intake',
  media: 'media',
  strips: 'strips',
  business: 'business',
  apply: 'apply',
  'my-requests': 'my-requests',
  amend: 'my-requests',
  reading: 'my-requests',
  inbox: 'inbox',
  delegations: 'delegations',
  'print-register': 'print-register',
  todo: 'todo',
  accounts: 'accounts',
  health: 'health',
  terminals: 'terminals',
  keys: 'keys',
  circles: 'circles',
  policy: 'policy',
  'scan-profiles': 'scan-profiles',
  faults: 'faults',
  partners: 'partners',
  routes: 'routes',
  audit: 'audit',
  'audit-access': 'audit-access',
  'audit-patterns': 'audit-patterns',
  'audit-report': 'audit-report',
  traces: 'traces',
  'circle-account': 'circle-account',
  'audit-proof': 'audit-proof',
};

/** Which task a place belongs to: it stays marked in the left column. */
export function taskOf(place: Place): TaskName {
  return homes[place.screen];
}
