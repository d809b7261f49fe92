import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountId, MaterialId, PersonId, RequestId } from '../../src-shared/domain/ids.ts';
import { formatSiteDay } from '../../src-shared/domain/site-clock.ts';
import { aPerson, aRelative, anAccount } from '../support/builders.ts';
import { aGrant, aKey, anOffice, apply, approve as approveAs, eventsOf, fileMaterial, keepSignedIn, type Office } from '../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const dayMs = 86_400_000;

describe.each(databaseKinds)('requests on %s', kind => {
  let server: TestServer;
  let office: Office;
  let clock = Date.now();

  beforeAll(async () => {
    server = await startTestServer({ database: kind, now: () => new Date(clock) });
    office = await anOffice(server);
  });
  afterAll(() => server.close());

  const moveClock = async (byMs: number): Promise<void> => {
    clock += byMs;
    await keepSignedIn(server);
  };
  const grantOf = (office: Office, indexes: readonly number[]) => indexes.map(index => ({ materialId: office.materials[index]!.id, canPrint: false }));
  const approve = (id: RequestId, overrides: Partial<Parameters<typeof approveAs>[2]> = {}) => approveAs(server, office.approver.token, { id, materials: grantOf(office, [0]), ...overrides });
  const get = (token: string, id: RequestId) => server.call(token, 'requests.get', { id });
  const stateOf = async (id: RequestId) => (await get(office.reader.token, id)).state;

  describe('applying', () => {
    test('the request gets a number of the day, and both readers find it in their box', async () => {
      const { id, number } = await apply(server, office);
      expect(number).toMatch(new RegExp(`^${formatSiteDay(new Date(clock))}-\\d{4}$`));
      for (const token of [office.reader.token, office.second.token]) {
        expect((await server.call(token, 'requests.list', { box: 'mine', page: 1 })).items).toContainEqual(expect.objectContaining({ id, number, state: 'submitted', applicantName: '钱查档', secondReaderName: '孙陪同' }));
      }
      expect(await eventsOf(server, number)).toEqual([expect.objectContaining({ act: 'requests.submit', result: 'done', actorId: office.reader.id })]);
    });

    test('the same application sent five times at once is one request, and numbers never repeat', async () => {
      const application = { personId: office.person.id, purpose: 'salary', reason: '', secondReaderId: AccountId.parse(office.second.id), minutes: 30, classCodes: ['9-1'], wantsPrint: false, idempotencyKey: aKey() } as const;
      const twins = await Promise.all(Array.from({ length: 5 }, () => server.call(office.reader.token, 'requests.submit', application)));
      expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
      const others = await Promise.all(Array.from({ length: 5 }, () => apply(server, office)));
      expect(new Set([...twins, ...others].map(({ number }) => number)).size).toBe(6);
    });

    test('colleagues are the readers of the own unit, without oneself and one’s second account', async () => {
      const twin = await anAccount(server.db, { unitId: office.reader.unitId, idNumber: '150202198001010011' });
      const first = await anAccount(server.db, { unitId: office.reader.unitId, idNumber: '150202198001010011' });
      await anAccount(server.db, { unitId: office.reader.unitId, roles: ['approver'] });
      await anAccount(server.db, { unitId: office.reader.unitId, state: 'closed' });
      const token = await server.signIn(first.loginName);
      const { colleagues } = await server.call(token, 'requests.colleagues', {});
      expect(colleagues.map(({ id }) => id).toSorted()).toEqual([office.reader.id, office.second.id].toSorted());
      await expect(apply(server, { ...office, reader: { ...first, token }, second: { ...twin, token } })).rejects.toMatchObject({ code: 'request.readers-not-distinct' });
    });

    test('one reader alone, a stranger, or no reason for another purpose are refused', async () => {
      await expect(apply(server, office, { secondReaderId: AccountId.parse(office.reader.id) })).rejects.toMatchObject({ code: 'request.readers-not-distinct' });
      await expect(apply(server, office, { secondReaderId: AccountId.parse(office.approver.id) })).rejects.toMatchObject({ code: 'input.invalid', params: { path: 'secondReaderId' } });
      await expect(apply(server, office, { purpose: 'other', reason: '  ' })).rejects.toMatchObject({ code: 'request.reason-required' });
    });

    test('nobody applies for his own file or a relative’s, neither as first nor as second reader; the attempt is recorded', async () => {
      const unitId = office.reader.unitId;
      const own = await anAccount(server.db, { unitId, idNumber: office.person.idNumber });
      const relative = await anAccount(server.db, { unitId });
      await aRelative(server.db, relative.id, office.person.idNumber);
      for (const account of [own, relative]) {
        const barred = { ...account, token: await server.signIn(account.loginName) };
        await expect(apply(server, { ...office, reader: barred })).rejects.toMatchObject({ code: 'request.own-file' });
        await expect(apply(server, { ...office, second: barred })).rejects.toMatchObject({ code: 'request.own-file' });
      }
      expect((await eventsOf(server, office.person.archiveNumber)).filter(({ act, result }) => act === 'requests.submit' && result === 'denied')).toHaveLength(4);
    });

    test('an approver or archivist does not apply', async () => {
      await expect(apply(server, { ...office, reader: office.approver })).rejects.toMatchObject({ code: 'resource.not-found' });
      await expect(apply(server, { ...office, reader: office.archivist })).rejects.toMatchObject({ code: 'resource.not-found' });
    });
  });

  describe('deciding', () => {
    test('the approver sees the applied classes alone, and grants some of them for some minutes', async () => {
      const { id, number } = await apply(server, office);
      const open = await get(office.approver.token, id);
      expect(open.acts.toSorted()).toEqual(['approve', 'refuse']);
      expect(open.materials.map(({ materialId }) => materialId)).toEqual([office.materials[0]!.id, office.materials[1]!.id]);
      await approve(id, { minutes: 20, note: '限履历', materials: [{ materialId: office.materials[0]!.id, canPrint: true }] });
      const decided = await get(office.approver.token, id);
      expect(decided).toMatchObject({ state: 'granted', minutes: 20, decisionNote: '限履历', decidedByName: '赵批准', acts: ['withdraw'] });
      expect(decided.materials.map(({ isGranted, canPrint }) => [isGranted, canPrint])).toEqual([[true, true], [false, false]]);
      expect(await get(office.reader.token, id)).toMatchObject({ acts: ['amend', 'open'], materials: [], askedMinutes: 60, circleId: null });
      expect((await eventsOf(server, number)).at(-1)).toMatchObject({ act: 'requests.approve', detail: 'materials=1 printable=1 minutes=20 copies=20' });
    });

    test('the inbox holds what waits, oldest first, and lets it go when it is decided', async () => {
      const fresh = await anOffice(server);
      const inbox = async () => (await server.call(fresh.approver.token, 'requests.list', { box: 'inbox', page: 1 })).items.map(({ id }) => id);
      const first = await apply(server, fresh);
      await moveClock(1000);
      const second = await apply(server, fresh);
      expect(await inbox()).toEqual([first.id, second.id]);
      await server.call(fresh.approver.token, 'requests.refuse', { id: first.id, reason: '事由不足' });
      expect(await inbox()).toEqual([second.id]);
      expect((await server.call(fresh.approver.token, 'requests.list', { box: 'decided', page: 1 })).items).toMatchObject([{ id: first.id, state: 'refused' }]);
      expect((await server.call(office.approver.token, 'requests.list', { box: 'inbox', page: 1 })).items.map(({ id }) => id)).not.toContain(second.id);
      expect((await server.call(fresh.reader.token, 'requests.list', { box: 'inbox', page: 1 })).items).toEqual([]);
    });

    test('materials outside the applied classes, of another person, unknown or named twice are refused, and nothing is granted', async () => {
      const { id } = await apply(server, office);
      const other = await anOffice(server);
      for (const materials of [grantOf(office, [0, 2]), grantOf(other, [0]), [{ materialId: MaterialId.parse(randomUUID()), canPrint: false }]]) {
        await expect(approve(id, { materials })).rejects.toMatchObject({ code: 'request.beyond-application' });
      }
      await expect(approve(id, { materials: grantOf(office, [0, 0]) })).rejects.toMatchObject({ code: 'input.invalid' });
      await expect(approve(id, { materials: [] })).rejects.toMatchObject({ code: 'input.invalid' });
      await expect(approve(id, { minutes: 9 })).rejects.toMatchObject({ code: 'input.invalid', params: { path: 'minutes' } });
      await expect(approve(id, { minutes: 481 })).rejects.toMatchObject({ code: 'input.invalid', params: { path: 'minutes' } });
      expect(await stateOf(id)).toBe('submitted');
      expect(await server.db.selectFrom('grantMaterials').selectAll().where('requestId', '=', id).execute()).toEqual([]);
    });

    test('of approvers who decide at once exactly one decides', async () => {
      const { id, number } = await apply(server, office);
      const rival = await anAccount(server.db, { unitId: office.approver.unitId, roles: ['approver'] });
      const token = await server.signIn(rival.loginName);
      const outcomes = await Promise.allSettled([
        approve(id),
        server.call(token, 'requests.refuse', { id, reason: '不同意' }),
        approve(id),
        approveAs(server, token, { id, minutes: 60, materials: grantOf(office, [1]) }),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'request.state-conflict' });
      expect((await eventsOf(server, number)).filter(({ act, result }) => act !== 'requests.submit' && result === 'done')).toHaveLength(1);
    });

    test('nobody approves his own request, that of a relative’s file, or one of another unit', async () => {
      const { approver } = office;
      const doubleRole = await anAccount(server.db, { unitId: approver.unitId, roles: ['approver', 'reader'] });
      const along = await anAccount(server.db, { unitId: approver.unitId, roles: ['reader'] });
      const both = { ...doubleRole, token: await server.signIn(doubleRole.loginName) };
      const own = await apply(server, { ...office, reader: both, second: { ...along, token: '' } });
      expect((await get(both.token, own.id)).acts).toEqual(['cancel', 'amend']);
      const related = await anAccount(server.db, { unitId: approver.unitId, roles: ['approver'] });
      await aRelative(server.db, related.id, office.person.idNumber);
      const foreign = (await anOffice(server)).approver;
      for (const token of [both.token, await server.signIn(related.loginName), foreign.token, office.reader.token]) {
        await expect(approveAs(server, token, { id: own.id, materials: grantOf(office, [0]) })).rejects.toMatchObject({ code: 'resource.not-found' });
        await expect(server.call(token, 'requests.refuse', { id: own.id, reason: 'x' })).rejects.toMatchObject({ code: 'resource.not-found' });
        expect((await server.call(token, 'requests.list', { box: 'inbox', page: 1 })).items.map(({ id }) => id)).not.toContain(own.id);
      }
      expect((await get(both.token, own.id)).state).toBe('submitted');
    });

    test('materials filed after the application may be granted; those of a second person with the same name may not', async () => {
      const fresh = await anOffice(server);
      const { id } = await apply(server, fresh);
      const late = await fileMaterial(server, fresh.archivist, { volumeId: fresh.volumeId, classCode: '1', sequence: 2 });
      await approveAs(server, fresh.approver.token, { id, materials: [{ materialId: late.id, canPrint: false }] });
      expect((await get(fresh.approver.token, id)).materials.filter(({ isGranted }) => isGranted).map(({ materialId }) => materialId)).toEqual([late.id]);
    });
  });

  describe('ending', () => {
    test('the applicant cancels while it waits; the second reader may not, and afterwards nobody decides', async () => {
      const { id } = await apply(server, office);
      expect((await get(office.reader.token, id)).acts).toEqual(['cancel', 'amend']);
      expect((await get(office.second.token, id)).acts).toEqual([]);
      await expect(server.call(office.second.token, 'requests.cancel', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
      await server.call(office.reader.token, 'requests.cancel', { id });
      await expect(server.call(office.reader.token, 'requests.cancel', { id })).rejects.toMatchObject({ code: 'request.state-conflict' });
      await expect(approve(id)).rejects.toMatchObject({ code: 'request.state-conflict', params: { state: 'cancelled' } });
    });

    test('a grant is withdrawn once, with its reason', async () => {
      const id = await aGrant(server, office);
      await server.call(office.approver.token, 'requests.withdraw', { id, reason: '用途变更' });
      expect(await get(office.reader.token, id)).toMatchObject({ state: 'withdrawn', decisionNote: '用途变更', acts: [] });
      await expect(server.call(office.approver.token, 'requests.withdraw', { id, reason: 'x' })).rejects.toMatchObject({ code: 'request.state-conflict' });
      await expect(server.call(office.reader.token, 'viewing.open', { requestId: id })).rejects.toMatchObject({ code: 'grant.withdrawn' });
    });

    test('a grant that nobody opens lapses after seven days and is written down as finished when somebody looks', async () => {
      const id = await aGrant(server, office);
      await moveClock(7 * dayMs - 1000);
      expect(await stateOf(id)).toBe('granted');
      await moveClock(1000);
      expect(await get(office.reader.token, id)).toMatchObject({ state: 'finished', acts: [] });
      expect(await server.db.selectFrom('viewRequests').select('state').where('id', '=', id).executeTakeFirst()).toEqual({ state: 'finished' });
      await expect(server.call(office.reader.token, 'viewing.open', { requestId: id })).rejects.toMatchObject({ code: 'grant.expired' });
      await expect(server.call(office.approver.token, 'requests.withdraw', { id, reason: 'x' })).rejects.toMatchObject({ code: 'request.state-conflict' });
    });

    test('a request is nobody else’s business', async () => {
      const fresh = await anOffice(server);
      const { id } = await apply(server, fresh);
      for (const { token } of [office.reader, office.approver, fresh.archivist]) await expect(get(token, id)).rejects.toMatchObject({ code: 'resource.not-found' });
      await expect(get(fresh.reader.token, RequestId.parse(randomUUID()))).rejects.toMatchObject({ code: 'resource.not-found' });
    });

    test('a person who is not in the roster cannot be applied for', async () => {
      await aPerson(server.db);
      await expect(apply(server, office, { personId: PersonId.parse(randomUUID()) })).rejects.toMatchObject({ code: 'resource.not-found' });
    });
  });
});
