import { describe, expect, test } from 'vitest';
import type { RoutePlan } from '#shared/domain/approval-route';
import type { AdministrativeAct, EnrolledTerminal, HealthFinding } from '#shared/domain/administration';
import { AccountId, AdministrativeActId, TerminalId, UnitId } from '#shared/domain/ids';
import { groupTodo, openEntry } from '../../../../src-renderer/features/administration/todo-entries.ts';

const aTerminal = (name: string, requestedAt: string): EnrolledTerminal => ({
  id: TerminalId.parse(crypto.randomUUID()),
  name,
  unitId: UnitId.parse(crypto.randomUUID()),
  unitName: '市教育局',
  state: 'requested',
  edition: 'archive', fingerprint: 'a'.repeat(64),
  requestedAt,
  decidedAt: null,
  certificateExpiresAt: null,
  lastSeenAt: null,
});

const anAct = (): AdministrativeAct => ({
  id: AdministrativeActId.parse(crypto.randomUUID()),
  kind: 'account.create',
  state: 'waiting',
  target: '高文博（gao.wb）',
  targetUnitName: '市教育局',
  changes: [],
  reason: '新调入',
  proposedBy: '何志强',
  proposedAt: '2026-11-22T01:00:00.000Z',
  agreedBy: [],
  decidedAt: null,
  acts: ['agree', 'refuse'],
});

const aFinding = (kind: HealthFinding['kind']): HealthFinding => ({
  kind,
  accountId: AccountId.parse(crypto.randomUUID()),
  loginName: 'gao.wb',
  displayName: '高文博',
  unitName: '市教育局',
  figure: 0,
});

const aPlan = (unitName: string, proposedAt: string, state: RoutePlan['state'] = 'waiting'): RoutePlan =>
  ({ id: crypto.randomUUID(), unitId: UnitId.parse(crypto.randomUUID()), unitName, routes: [], state, reason: '规定', proposedBy: '何志强', proposedAt, decidedBy: null, decidedAt: null, decisionReason: '' });

const nothing = { items: [], acts: [], terminals: [], findings: [], plans: [] };
const anItem = (kind: 'acts' | 'routes' | 'policy' | 'health' | 'locked-out', count = 1) => ({ kind, count, oldestAt: null });

describe('the one list of an administrator', () => {
  test('is empty when nothing waits', () => {
    expect(groupTodo(nothing)).toEqual([]);
  });

  test('begins with the terminals that keep a desk from working, the oldest first', () => {
    const groups = groupTodo({
      ...nothing,
      items: [anItem('acts'), anItem('policy')],
      acts: [anAct()],
      terminals: [aTerminal('RS-07', '2026-11-22T03:00:00.000Z'), aTerminal('JY-02', '2026-11-22T02:00:00.000Z')],
    });
    expect(groups.map(({ name }) => name)).toEqual(['terminals', 'acts', 'policy']);
    expect(groups[0]?.entries.map(entry => (entry.kind === 'terminal' ? entry.terminal.name : ''))).toEqual(['JY-02', 'RS-07']);
  });

  test('offers rights right behind the accounts that were agreed to, and unlocking by person', () => {
    const groups = groupTodo({ ...nothing, items: [anItem('acts'), anItem('locked-out'), anItem('health', 2)], acts: [anAct()], findings: [aFinding('no-rights'), aFinding('locked')] });
    expect(groups.map(({ name }) => name)).toEqual(['acts', 'rights', 'locked-out', 'health']);
    expect(groups.flatMap(({ entries }) => entries.map(({ kind }) => kind))).toEqual(['act', 'rights', 'unlock', 'health']);
  });

  test('keeps that way in together where the data centre ranks it, behind what is more urgent', () => {
    const groups = groupTodo({ items: [{ kind: 'log-storage', count: 1, oldestAt: null }, anItem('acts'), anItem('policy')], acts: [anAct()], terminals: [aTerminal('RS-07', '2026-11-22T03:00:00.000Z')], findings: [aFinding('no-rights')], plans: [] });
    expect(groups.map(({ name }) => name)).toEqual(['log-storage', 'terminals', 'acts', 'rights', 'policy']);
  });

  test('names each unit whose approval routes wait, the longest waiting first', () => {
    const plans = [aPlan('教育局', '2026-11-22T03:00:00.000Z'), aPlan('组织部', '2026-11-22T02:00:00.000Z'), aPlan('财政局', '2026-11-20T02:00:00.000Z', 'in-force')];
    const groups = groupTodo({ ...nothing, items: [anItem('acts'), anItem('routes', 2)], acts: [anAct()], plans });
    expect(groups.map(({ name }) => name)).toEqual(['acts', 'routes']);
    expect(groups[1]?.entries.map(entry => (entry.kind === 'routes' ? entry.unit.unitName : ''))).toEqual(['组织部', '教育局']);
  });

  test('shows nothing for what the data centre counts as none', () => {
    expect(groupTodo({ ...nothing, items: [anItem('policy', 0)] })).toEqual([]);
  });
});

describe('what stands open', () => {
  const [group] = groupTodo({ ...nothing, terminals: [aTerminal('甲', '2026-11-22T01:00:00.000Z'), aTerminal('乙', '2026-11-22T02:00:00.000Z')] });
  const entries = group?.entries ?? [];

  test('is the first entry until another is chosen', () => {
    expect(openEntry(entries, null)).toBe(entries[0]);
    expect(openEntry(entries, { key: entries[1]?.key ?? '', index: 1 })).toBe(entries[1]);
  });

  test('after a decision is what moved up in its place, or the last', () => {
    expect(openEntry(entries.slice(1), { key: entries[0]?.key ?? '', index: 0 })).toBe(entries[1]);
    expect(openEntry(entries.slice(0, 1), { key: entries[1]?.key ?? '', index: 1 })).toBe(entries[0]);
    expect(openEntry([], { key: 'gone', index: 0 })).toBeUndefined();
  });
});
