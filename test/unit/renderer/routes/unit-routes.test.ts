import { expect, test } from 'vitest';
import type { RoutePlan } from '#shared/domain/approval-route';
import { UnitId } from '#shared/domain/ids';
import type { Unit } from '#shared/domain/unit';
import { joinPlans, stateOf } from '../../../../src-renderer/features/routes/unit-routes.ts';
import { newRoute } from '../../../../src-renderer/features/routes/route-draft.ts';

const unitId = UnitId.parse(crypto.randomUUID());
const unit: Unit = { id: unitId, name: '组织部', parentId: null, level: 'city', isCustodian: true };
const aPlan = (state: RoutePlan['state']): RoutePlan =>
  ({ id: crypto.randomUUID(), unitId, unitName: unit.name, routes: [newRoute], state, reason: '规定', proposedBy: '何志强', proposedAt: '2026-11-22T03:00:00.000Z', decidedBy: null, decidedAt: null, decisionReason: '' });
const stateWith = (...states: readonly RoutePlan['state'][]): string => stateOf(joinPlans([unit], states.map(aPlan))[0]!);

test('a unit says first what waits, then what was refused, then whether it has routes of its own', () => {
  expect(stateWith()).toBe('default');
  expect(stateWith('in-force')).toBe('in-force');
  expect(stateWith('in-force', 'refused')).toBe('refused');
  expect(stateWith('in-force', 'waiting')).toBe('waiting');
});

test('what waits stands above what was refused, and that above the rest in its usual order', () => {
  const units = ['甲', '乙', '丙', '丁'].map((name): Unit => ({ ...unit, id: UnitId.parse(crypto.randomUUID()), name }));
  const plans = [{ ...aPlan('refused'), unitId: units[1]!.id }, { ...aPlan('waiting'), unitId: units[3]!.id }, { ...aPlan('in-force'), unitId: units[2]!.id }];
  expect(joinPlans(units, plans).map(({ unitName }) => unitName)).toEqual(['丁', '乙', '甲', '丙']);
});
