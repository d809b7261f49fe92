import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApprovalRoute, RoutePlan } from '../../src-shared/domain/approval-route.ts';
import { UnitId } from '../../src-shared/domain/ids.ts';
import { aHolder, threeOffices, type ThreeOffices } from '../support/administrators.ts';
import { aUnit } from '../support/builders.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('plans of approval routes on %s', kind => {
  let server: TestServer;
  let offices: ThreeOffices;
  const route: ApprovalRoute = { purposes: [], secrecyFrom: null, wantsPrint: true, steps: [{ levelsUp: 0, role: 'archivist' }] };

  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    offices = await threeOffices(server);
  });
  afterAll(() => server.close());

  const aManagingUnit = async (): Promise<UnitId> => {
    const unit = await aUnit(server.db);
    await aHolder(server, ['archivist'], { unitId: unit.id });
    return UnitId.parse(unit.id);
  };
  const propose = async (unitId: UnitId, reason = '上级要求') => (await server.call(offices.system.token, 'routes.propose', { unitId, routes: [route], reason })).id;
  const plansOf = async (unitId: UnitId): Promise<readonly RoutePlan[]> => (await server.call(offices.system.token, 'routes.list', {})).plans.filter(plan => plan.unitId === unitId);
  const waitingFor = async (token: string) => (await server.call(token, 'acts.todo', {})).items.find(item => item.kind === 'routes');

  test('what waits is in the to-do list of the security officer alone, until it is decided', async () => {
    const { system, security, auditor } = offices;
    expect(await waitingFor(security.token)).toBeUndefined();
    const [first, second] = [await propose(await aManagingUnit()), await propose(await aManagingUnit())];
    expect(await waitingFor(security.token)).toMatchObject({ count: 2, oldestAt: expect.stringMatching(/Z$/) as string });
    for (const { token } of [system, auditor]) expect(await waitingFor(token)).toBeUndefined();
    await server.call(security.token, 'routes.decide', { id: first, isAgreed: true, reason: '' });
    await server.call(security.token, 'routes.decide', { id: second, isAgreed: false, reason: '层级不够' });
    expect(await waitingFor(security.token)).toBeUndefined();
  });

  test('a plan of one’s own, from an office held before, waits for somebody else', async () => {
    const unitId = await aManagingUnit();
    const id = await propose(unitId);
    const twin = await aHolder(server, ['security-officer'], { idNumber: offices.system.idNumber });
    expect(await waitingFor(twin.token)).toBeUndefined();
    expect(await waitingFor(offices.security.token)).toMatchObject({ count: 1 });
    await server.call(offices.security.token, 'routes.decide', { id, isAgreed: true, reason: '' });
  });

  test('a refusal needs a reason, which the proposer reads with the name and the time until he proposes again', async () => {
    const { security } = offices;
    const unitId = await aManagingUnit();
    const inForce = await propose(unitId);
    await server.call(security.token, 'routes.decide', { id: inForce, isAgreed: true, reason: '' });
    const id = await propose(unitId, '减一级');
    for (const reason of ['', '  ']) await expect(server.call(security.token, 'routes.decide', { id, isAgreed: false, reason })).rejects.toMatchObject({ code: 'input.invalid' });
    await server.call(security.token, 'routes.decide', { id, isAgreed: false, reason: '审批层级不够' });
    expect(await plansOf(unitId)).toMatchObject([
      { id, state: 'refused', routes: [route], reason: '减一级', decisionReason: '审批层级不够', decidedBy: '李档案', decidedAt: expect.stringMatching(/Z$/) as string },
      { id: inForce, state: 'in-force', decisionReason: '' },
    ]);
    const again = await propose(unitId);
    expect((await plansOf(unitId)).map(plan => [plan.id, plan.state])).toEqual([[again, 'waiting'], [inForce, 'in-force']]);
    await server.call(security.token, 'routes.decide', { id: again, isAgreed: true, reason: '' });
    expect((await plansOf(unitId)).map(({ state }) => state)).toEqual(['in-force']);
  });
});
