import { expect, test } from 'vitest';
import { queryTasksFor, taskOf, tasksFor } from '../../../../src-renderer/app/tasks.ts';
import { RequestId, VolumeId } from '#shared/domain/ids';

const names = (roles: Parameters<typeof tasksFor>[0]): readonly string[] => tasksFor(roles).map(({ name }) => name);

test('each role is offered its own work, what waits for it first', () => {
  expect(names(['archivist'])).toEqual(['roster', 'scanning', 'intake', 'media', 'strips', 'print-register']);
  expect(names(['reader'])).toEqual(['business', 'roster', 'apply', 'my-requests', 'print-register']);
  expect(names(['approver'])).toEqual(['inbox', 'delegations', 'roster', 'intake']);
  expect(names(['auditor']).slice(0, 3)).toEqual(['todo', 'accounts', 'audit']);
  expect(names(['security-officer'])).toEqual(['todo', 'accounts', 'terminals', 'keys', 'circles', 'partners', 'policy', 'health', 'routes']);
});

test('an archivist to whom a route leads requests finds the inbox below his other tasks; nobody else does', () => {
  const onRoute = (roles: Parameters<typeof tasksFor>[0]): readonly string[] => tasksFor(roles, true).map(({ name }) => name);
  expect(onRoute(['archivist'])).toEqual([...names(['archivist']), 'inbox']);
  for (const roles of [['reader'], ['approver'], ['approver', 'archivist'], ['archivist', 'auditor']] as const) expect(onRoute(roles)).toEqual(names(roles));
});

test('an administrator who also holds another role is offered no files', () => {
  expect(names(['auditor', 'archivist', 'reader'])).toEqual(names(['auditor']));
  expect(names(['system-administrator', 'approver'])).toEqual(names(['system-administrator']));
});

test('at a query terminal there is the work of who applies and reads, and no other', () => {
  const here = (roles: Parameters<typeof tasksFor>[0]): readonly string[] => queryTasksFor(roles).map(({ name }) => name);
  expect(here(['reader'])).toEqual(['business', 'roster', 'apply', 'my-requests', 'print-register']);
  expect(here(['archivist', 'approver', 'selector'])).toEqual(here(['selector']));
  for (const roles of [['archivist'], ['approver'], ['auditor'], ['security-officer', 'reader']] as const) expect(here(roles)).toEqual([]);
});

test('a volume belongs to the roster and a reading to the requests', () => {
  expect(taskOf({ screen: 'volume', volumeId: VolumeId.parse(crypto.randomUUID()) })).toBe('roster');
  expect(taskOf({ screen: 'reading', requestId: RequestId.parse(crypto.randomUUID()) })).toBe('my-requests');
});
