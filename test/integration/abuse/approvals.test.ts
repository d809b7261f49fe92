import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApprovalRoute } from '../../../src-shared/domain/approval-route.ts';
import { AccountId, UnitId, type PageId, type RequestId } from '../../../src-shared/domain/ids.ts';
import { aRelative, aUnit, anAccount } from '../../support/builders.ts';
import { aGrant, aKey, anOffice, apply, approve, contentDigestOf, eventsOf, type Office } from '../../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

type Overrides = Parameters<typeof anAccount>[1];

describe.each(databaseKinds)('deciding what is not one’s own to decide, on %s', kind => {
  let server: TestServer;
  let office: Office;

  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    office = await anOffice(server);
  });
  afterAll(() => server.close());

  const account = async (overrides: Overrides) => {
    const made = await anAccount(server.db, overrides);
    return { ...made, token: await server.signIn(made.loginName) };
  };
  const materialsOf = ({ materials }: Office) => [{ materialId: materials[0]!.id, canPrint: false }];
  const get = (token: string, id: RequestId) => server.call(token, 'requests.get', { id });
  const inboxOf = async (token: string) => (await server.call(token, 'requests.list', { box: 'inbox', page: 1 })).items.map(({ id }) => id);
  const denialsOf = async (number: string) => (await eventsOf(server, number)).filter(({ result }) => result === 'denied').map(({ act, detail }) => `${act}: ${detail}`);
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
  const delegate = (token: string, toId: string) => server.call(token, 'delegations.create', { toId: AccountId.parse(toId), startsAt: new Date().toISOString(), endsAt: inAnHour(), reason: '外出学习' });

  /** An office whose managing unit has a unit above it with an approver of its own, and routes agreed by the two administrators. */
  const anOfficeWithRoutes = async (routes: readonly ApprovalRoute[]) => {
    const fresh = await anOffice(server);
    const above = await aUnit(server.db, { isCustodian: false });
    await server.db.updateTable('units').set({ parentId: above.id }).where('id', '=', fresh.approver.unitId).execute();
    const chief = await account({ unitId: above.id, roles: ['approver'], displayName: '周部长' });
    const [system, officer] = [await account({ roles: ['system-administrator'] }), await account({ roles: ['security-officer'] })];
    const { id } = await server.call(system.token, 'routes.propose', { unitId: UnitId.parse(fresh.approver.unitId), routes, reason: '上级要求' });
    await server.call(officer.token, 'routes.decide', { id, isAgreed: true, reason: '' });
    return { fresh, chief, system, officer, planId: id };
  };
  const twoSteps: ApprovalRoute = { purposes: [], secrecyFrom: null, wantsPrint: null, steps: [{ levelsUp: 0, role: 'approver' }, { levelsUp: 1, role: 'approver' }] };

  test('case 26: nobody approves his own request, nor through a second account of the same person', async () => {
    const unitId = office.approver.unitId;
    const idNumber = '150202198506060013';
    const applicant = await account({ unitId, roles: ['approver', 'reader'], idNumber });
    const twin = await account({ unitId, roles: ['approver'], idNumber });
    const along = await account({ unitId, roles: ['reader'] });
    const { id, number } = await apply(server, { ...office, reader: applicant, second: along });
    for (const { token } of [applicant, twin]) {
      await expect(approve(server, token, { id, materials: materialsOf(office) })).rejects.toMatchObject({ code: 'resource.not-found' });
      expect(await inboxOf(token)).not.toContain(id);
    }
    expect(await denialsOf(number)).toEqual(Array(2).fill('requests.approve: duties: applicant, second reader, or in their place'));
    expect(await get(applicant.token, id)).toMatchObject({ state: 'submitted' });
  });

  test('case 27: who stands in for the applicant does not decide what he asks for, not even in his own right', async () => {
    const unitId = office.approver.unitId;
    const applicant = await account({ unitId, roles: ['approver', 'reader'] });
    const deputy = await account({ unitId, roles: ['approver'] });
    const along = await account({ unitId, roles: ['reader'] });
    const { id, number } = await apply(server, { ...office, reader: applicant, second: along });
    await delegate(applicant.token, deputy.id);
    await expect(approve(server, deputy.token, { id, materials: materialsOf(office) })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await inboxOf(deputy.token)).not.toContain(id);
    expect(await denialsOf(number)).toEqual(['requests.approve: duties: applicant, second reader, or in their place']);
  });

  test('case 27: nobody delegates to an administrator, to himself, to a stranger, or to who is away himself', async () => {
    const unitId = office.approver.unitId;
    const giver = await account({ unitId, roles: ['approver'], idNumber: '150202197508080011' });
    const away = await account({ unitId, roles: ['approver'] });
    const impossible = [
      giver.id, office.archivist.id, (await anAccount(server.db, { unitId, roles: ['approver', 'auditor'] })).id, (await anAccount(server.db, { unitId, roles: ['approver'], idNumber: giver.idNumber! })).id,
      (await anOffice(server)).approver.id,
    ];
    for (const id of impossible) await expect(delegate(giver.token, id), id).rejects.toMatchObject({ code: 'delegation.not-possible' });
    await delegate(away.token, office.approver.id);
    await expect(delegate(giver.token, away.id)).rejects.toMatchObject({ code: 'delegation.not-possible' });
    expect((await server.call(giver.token, 'delegations.list', {})).delegations).toEqual([]);
  });

  test('case 28: of two approvers who decide at once one decides', async () => {
    const { id, number } = await apply(server, office);
    const rival = await account({ unitId: office.approver.unitId, roles: ['approver'] });
    const outcomes = await Promise.allSettled([
      approve(server, office.approver.token, { id, materials: materialsOf(office) }),
      server.call(rival.token, 'requests.refuse', { id, reason: '不同意' }),
      approve(server, rival.token, { id, materials: materialsOf(office) }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await eventsOf(server, number)).filter(({ act, result }) => act !== 'requests.submit' && result === 'done')).toHaveLength(1);
    expect((await server.db.selectFrom('requestSteps').select('decision').where('requestId', '=', id).execute()).filter(({ decision }) => decision !== null)).toHaveLength(1);
  });

  const amendment = (second: string) => ({ purpose: 'salary', reason: '', secondReaderId: AccountId.parse(second), minutes: 45, classCodes: ['1', '9-2'], wantsPrint: true }) as const;

  test('case 29: an amendment after the approval voids it; readings close and the way begins anew', async () => {
    const fresh = await anOffice(server);
    const id = await aGrant(server, fresh);
    const session = await server.call(fresh.reader.token, 'viewing.open', { requestId: id });
    await server.call(fresh.reader.token, 'requests.amend', { id, ...amendment(fresh.second.id) });
    expect(await get(fresh.reader.token, id)).toMatchObject({ state: 'submitted', amendment: 1, purpose: 'salary', decidedAt: null, steps: [{ state: 'waiting' }] });
    expect(await server.db.selectFrom('grantMaterials').selectAll().where('requestId', '=', id).execute()).toEqual([]);
    expect(await server.call(fresh.reader.token, 'viewing.heartbeat', { id: session.id, materialId: null })).toMatchObject({ state: 'withdrawn' });
    await expect(server.call(fresh.reader.token, 'viewing.open', { requestId: id })).rejects.toMatchObject({ code: 'request.state-conflict' });
    const decided = await server.db.selectFrom('requestSteps').select(['amendment', 'decision', 'contentDigest']).where('requestId', '=', id).orderBy('amendment').execute();
    expect(decided).toMatchObject([{ amendment: 0, decision: 'agreed' }, { amendment: 1, decision: null, contentDigest: null }]);
    expect(decided[0]!.contentDigest).not.toBe(await contentDigestOf(server, id));
  });

  test('case 29: an amendment after the first of two steps begins at the first again, with all that was asked for', async () => {
    const { fresh, chief } = await anOfficeWithRoutes([twoSteps]);
    const { id } = await apply(server, fresh, { minutes: 60 });
    await approve(server, fresh.approver.token, { id, minutes: 20, materials: materialsOf(fresh) });
    expect(await get(fresh.reader.token, id)).toMatchObject({ minutes: 20, askedMinutes: 60, acts: ['cancel', 'amend'] });
    await server.call(fresh.reader.token, 'requests.amend', { id, ...amendment(fresh.second.id) });
    expect(await get(fresh.reader.token, id)).toMatchObject({ minutes: 45, askedMinutes: 45, amendment: 1, steps: [{ state: 'waiting' }, { state: 'to-come' }] });
    expect(await inboxOf(chief.token)).toEqual([]);
    expect(await inboxOf(fresh.approver.token)).toEqual([id]);
  });

  test('case 29: an approval of what was read before the amendment is refused; only the applicant amends', async () => {
    const fresh = await anOffice(server);
    const { id, number } = await apply(server, fresh);
    const { contentDigest } = await get(fresh.approver.token, id);
    await expect(server.call(fresh.second.token, 'requests.amend', { id, ...amendment(fresh.second.id) })).rejects.toMatchObject({ code: 'resource.not-found' });
    await server.call(fresh.reader.token, 'requests.amend', { id, ...amendment(fresh.second.id) });
    await expect(approve(server, fresh.approver.token, { id, contentDigest, materials: materialsOf(fresh) })).rejects.toMatchObject({ code: 'request.changed' });
    expect(await get(fresh.reader.token, id)).toMatchObject({ state: 'submitted' });
    expect((await eventsOf(server, number)).map(({ act, result }) => `${act} ${result}`)).toEqual(['requests.submit done', 'requests.amend denied', 'requests.amend done']);
  });

  test('case 30: the same application sent twice, at once and again, is one request and one event', async () => {
    const application = { personId: office.person.id, purpose: 'salary', reason: '', secondReaderId: AccountId.parse(office.second.id), minutes: 30, classCodes: ['9-1'], wantsPrint: false, idempotencyKey: aKey() } as const;
    const sent = await Promise.all(Array.from({ length: 4 }, () => server.call(office.reader.token, 'requests.submit', application)));
    sent.push(await server.call(office.reader.token, 'requests.submit', application));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await eventsOf(server, sent[0]!.number)).toHaveLength(1);
    await expect(server.call(office.second.token, 'requests.submit', { ...application, secondReaderId: AccountId.parse(office.reader.id) })).rejects.toMatchObject({ code: 'record.changed' });
  });

  test('case 36: a request that is refused, cancelled or withdrawn goes nowhere from there', async () => {
    const fresh = await anOffice(server);
    const ended = [(await apply(server, fresh)).id, (await apply(server, fresh)).id, await aGrant(server, fresh)];
    await server.call(fresh.approver.token, 'requests.refuse', { id: ended[0]!, reason: '事由不足' });
    await server.call(fresh.reader.token, 'requests.cancel', { id: ended[1]! });
    await server.call(fresh.approver.token, 'requests.withdraw', { id: ended[2]!, reason: '用途变更' });
    for (const id of ended) {
      const { state } = await get(fresh.reader.token, id);
      const jumps = [
        () => approve(server, fresh.approver.token, { id, materials: materialsOf(fresh) }),
        () => server.call(fresh.approver.token, 'requests.refuse', { id, reason: 'x' }),
        () => server.call(fresh.approver.token, 'requests.withdraw', { id, reason: 'x' }),
        () => server.call(fresh.reader.token, 'requests.cancel', { id }),
        () => server.call(fresh.reader.token, 'requests.amend', { id, ...amendment(fresh.second.id) }),
      ];
      for (const jump of jumps) await expect(jump()).rejects.toMatchObject({ code: 'request.state-conflict', params: { state } });
      await expect(server.call(fresh.reader.token, 'viewing.open', { requestId: id })).rejects.toMatchObject({ code: state === 'withdrawn' ? 'grant.withdrawn' : 'request.state-conflict' });
      expect(await get(fresh.reader.token, id)).toMatchObject({ state });
    }
  });

  test('a way of two steps goes up a level: each approver in his turn, the second narrows what the first left, none decides twice', async () => {
    const { fresh, chief } = await anOfficeWithRoutes([twoSteps]);
    const { id, number } = await apply(server, fresh);
    const [first, degree] = fresh.materials;
    expect(await inboxOf(chief.token)).toEqual([]);
    await expect(approve(server, chief.token, { id, materials: materialsOf(fresh) })).rejects.toMatchObject({ code: 'resource.not-found' });
    await approve(server, fresh.approver.token, { id, minutes: 40, materials: [{ materialId: first!.id, canPrint: false }, { materialId: degree!.id, canPrint: false }] });
    expect(await get(fresh.reader.token, id)).toMatchObject({ state: 'submitted', steps: [{ state: 'agreed', decidedByName: '赵批准' }, { state: 'waiting', decidedByName: null }] });
    await expect(server.call(fresh.reader.token, 'viewing.open', { requestId: id })).rejects.toMatchObject({ code: 'request.state-conflict' });
    await expect(approve(server, fresh.approver.token, { id, materials: materialsOf(fresh) })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await inboxOf(chief.token)).toEqual([id]);
    for (const wider of [{ minutes: 41, materials: materialsOf(fresh) }, { materials: [{ materialId: first!.id, canPrint: true }] }]) {
      await expect(approve(server, chief.token, { id, ...wider })).rejects.toMatchObject({ code: 'request.beyond-application' });
    }
    await approve(server, chief.token, { id, minutes: 20, materials: materialsOf(fresh) });
    expect(await get(fresh.reader.token, id)).toMatchObject({ state: 'granted', minutes: 20, decidedByName: '周部长', acts: ['amend', 'open'] });
    expect((await eventsOf(server, number)).filter(({ act, result }) => act === 'requests.approve' && result === 'done').map(({ detail }) => detail.split(' ').at(-1))).toEqual(['step=1/2', 'step=2/2']);
    await server.call(fresh.approver.token, 'requests.withdraw', { id, reason: '用途变更' });
    expect(await get(fresh.reader.token, id)).toMatchObject({ state: 'withdrawn' });
  });

  test('the archivist draws what of a page may be printed; the approver, who sees no page, may only take away from it', async () => {
    const { fresh } = await anOfficeWithRoutes([{ ...twoSteps, wantsPrint: true, steps: [{ levelsUp: 0, role: 'archivist' }, { levelsUp: 0, role: 'approver' }] }]);
    const { id, number } = await apply(server, fresh, { wantsPrint: true });
    const [first, degree] = fresh.materials;
    const area = { left: 0.1, top: 0.2, width: 0.5, height: 0.25 };
    const granting = (pageId: PageId, changes: object = {}) => [{ materialId: first!.id, canPrint: true, regions: [{ pageId, ...area, ...changes }] }];
    const [page, other] = first!.pages.map(({ id: pageId }) => pageId);
    await expect(approve(server, fresh.archivist.token, { id, materials: granting(degree!.pages[0]!.id) })).rejects.toMatchObject({ code: 'input.invalid', params: { path: 'materials.regions' } });
    await expect(approve(server, fresh.archivist.token, { id, materials: granting(page!, { left: 0.6 }) })).rejects.toMatchObject({ code: 'input.invalid' });
    await approve(server, fresh.archivist.token, { id, materials: granting(page!) });
    const seen = await get(fresh.approver.token, id);
    expect(seen).toMatchObject({ acts: ['approve', 'refuse', 'withdraw'], materials: [{ regions: [{ pageId: page, ...area }] }, { regions: [] }] });
    const whole = [{ materialId: first!.id, canPrint: true }];
    for (const materials of [whole, granting(other!), granting(page!, { height: 0.3 })]) await expect(approve(server, fresh.approver.token, { id, materials })).rejects.toMatchObject({ code: 'request.beyond-application' });
    await approve(server, fresh.approver.token, { id, materials: granting(page!, { width: 0.2 }) });
    expect((await eventsOf(server, number)).filter(({ act, result }) => act === 'requests.approve' && result === 'done').map(({ detail }) => /regions=\d+/.exec(detail)?.[0])).toEqual(['regions=1', 'regions=1']);
    const session = await server.call(fresh.reader.token, 'viewing.open', { requestId: id });
    expect(session.materials[0]).toMatchObject({ canPrint: true, printRegions: [{ pageId: page, width: 0.2 }] });
  });

  test('an archivist decides where a route says so: asked for his duties, he finds them with the first request and not before', async () => {
    const { fresh } = await anOfficeWithRoutes([{ ...twoSteps, wantsPrint: true, steps: [{ levelsUp: 0, role: 'archivist' }, { levelsUp: 0, role: 'approver' }] }]);
    const { archivist, approver } = fresh;
    const decides = async (token: string) => (await server.call(token, 'requests.duties', {})).decides;
    await apply(server, fresh, { wantsPrint: false });
    expect([await decides(archivist.token), await decides(approver.token), await decides(office.archivist.token)]).toEqual([false, true, false]);
    const { id } = await apply(server, fresh, { wantsPrint: true });
    expect([await decides(archivist.token), await inboxOf(archivist.token)]).toEqual([true, [id]]);
    expect(await get(archivist.token, id)).toMatchObject({ acts: ['approve', 'refuse', 'draw'], materials: [{ isGranted: false }, { isGranted: false }] });
    await approve(server, archivist.token, { id, materials: materialsOf(fresh) });
    expect([await decides(archivist.token), await inboxOf(archivist.token)]).toEqual([true, []]);
    await approve(server, approver.token, { id, materials: materialsOf(fresh) });
    expect((await server.call(archivist.token, 'requests.list', { box: 'decided', page: 1 })).items).toMatchObject([{ id }]);
    await expect(server.call(fresh.reader.token, 'requests.duties', {})).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('conditions choose the way: only what is to be printed goes up', async () => {
    const { fresh } = await anOfficeWithRoutes([{ ...twoSteps, wantsPrint: true }]);
    const stepsOf = async (wantsPrint: boolean) => (await get(fresh.reader.token, (await apply(server, fresh, { wantsPrint })).id)).steps.length;
    expect([await stepsOf(true), await stepsOf(false)]).toEqual([2, 1]);
  });

  test('routes are agreed by another than who proposed them, and lead to somebody', async () => {
    const { system, officer, planId, fresh } = await anOfficeWithRoutes([twoSteps]);
    const unitId = UnitId.parse(fresh.approver.unitId);
    await expect(server.call(officer.token, 'routes.decide', { id: planId, isAgreed: false, reason: '层级不够' })).rejects.toMatchObject({ code: 'route.state-conflict' });
    await expect(server.call(officer.token, 'routes.propose', { unitId, routes: [], reason: 'x' })).rejects.toMatchObject({ code: 'resource.not-found' });
    const { id } = await server.call(system.token, 'routes.propose', { unitId, routes: [], reason: '恢复' });
    await expect(server.call(system.token, 'routes.decide', { id, isAgreed: true, reason: '' })).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(system.token, 'routes.propose', { unitId: UnitId.parse(fresh.reader.unitId), routes: [twoSteps], reason: 'x' })).rejects.toMatchObject({ code: 'route.nobody-decides' });
    expect((await server.call(officer.token, 'routes.list', {})).plans.filter(plan => plan.unitId === unitId).map(({ state }) => state)).toEqual(['waiting', 'in-force']);
  });

  test('while an approver is away his deputy decides, and the decision says in whose place; afterwards he does not', async () => {
    const { fresh, chief } = await anOfficeWithRoutes([twoSteps]);
    const deputy = await account({ unitId: chief.unitId, roles: ['approver'], displayName: '吴副部长' });
    const elsewhere = fresh.approver;
    const { id: delegationId } = await delegate(elsewhere.token, deputy.id);
    const { id, number } = await apply(server, fresh);
    expect(await inboxOf(deputy.token)).toContain(id);
    await approve(server, deputy.token, { id, materials: materialsOf(fresh) });
    expect((await get(fresh.reader.token, id)).steps).toMatchObject([{ decidedByName: '吴副部长', onBehalfOfName: '赵批准' }, { state: 'waiting' }]);
    expect((await eventsOf(server, number)).at(-1)!.detail).toContain('代 赵批准');
    // Having decided one step, neither he nor who he stood in for decides the next.
    await expect(approve(server, deputy.token, { id, materials: materialsOf(fresh) })).rejects.toMatchObject({ code: 'resource.not-found' });
    await server.call(elsewhere.token, 'delegations.end', { id: delegationId });
    const next = await apply(server, fresh);
    expect(await inboxOf(deputy.token)).not.toContain(next.id);
    await expect(server.call(deputy.token, 'delegations.end', { id: delegationId })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('a deputy has no more than whom he stands in for: a relative’s file stays closed', async () => {
    const { fresh, chief } = await anOfficeWithRoutes([]);
    await aRelative(server.db, fresh.approver.id, fresh.person.idNumber);
    await delegate(fresh.approver.token, chief.id);
    const { id } = await apply(server, fresh);
    expect(await inboxOf(chief.token)).not.toContain(id);
    await expect(approve(server, chief.token, { id, materials: materialsOf(fresh) })).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
