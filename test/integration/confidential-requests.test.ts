import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountId, PersonId } from '../../src-shared/domain/ids.ts';
import type { CircleId } from '../../src-shared/domain/circle.ts';
import { anAccount } from '../support/builders.ts';
import { byteDoors } from '../support/byte-doors.ts';
import { aKey, anOffice, apply, approve, eventsOf, type Office } from '../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('confidential requests on %s', kind => {
  let server: TestServer;
  let office: Office;
  let officer: string;
  let auditor: string;
  let member: { id: string; token: string };
  let circleId: CircleId;

  const account = async (overrides: Parameters<typeof anAccount>[1]) => {
    const made = await anAccount(server.db, overrides);
    return { ...made, token: await server.signIn(made.loginName) };
  };
  beforeAll(async () => {
    server = await startTestServer({ database: kind, hasSecondNet: kind === 'postgres' });
    office = await anOffice(server);
    officer = (await account({ roles: ['security-officer'] })).token;
    auditor = (await account({ roles: ['auditor'] })).token;
    member = await account({ roles: ['approver'], displayName: '纪检批准' });
    const memberIds = [office.reader.id, office.second.id, member.id].map(id => AccountId.parse(id));
    circleId = (await server.call(officer, 'circles.create', { name: '纪检监察', code: 'JW', memberIds, reason: '案件查办' })).id;
  });
  afterAll(() => server.close());

  const submit = () => apply(server, office, { circleId });
  const materials = () => [{ materialId: office.materials[0]!.id, canPrint: true }];
  const listed = async (token: string, box: 'mine' | 'inbox' | 'decided') => server.call(token, 'requests.list', { box, page: 1 });

  test('the circle alone sees it: its readers apply, its approver decides, its numbers are its own', async () => {
    const before = (await apply(server, office)).number;
    const { id, number } = await submit();
    const after = (await apply(server, office)).number;
    expect(number).toMatch(/^JW-\d{4}-0001$/);
    expect(Number(after.slice(-4)) - Number(before.slice(-4))).toBe(1);
    expect((await server.call(office.reader.token, 'requests.circles', {})).circles).toMatchObject([{ name: '纪检监察', colleagues: [{ displayName: '孙陪同' }] }]);
    expect((await server.call(office.approver.token, 'requests.list', { box: 'inbox', page: 1 })).items.map(item => item.number)).toEqual([before, after]);
    expect(await listed(member.token, 'inbox')).toMatchObject({ items: [{ id, isConfidential: true }], total: 1 });
    expect(await server.call(member.token, 'requests.get', { id })).toMatchObject({ circleId, steps: [{ unitName: null, state: 'waiting' }], acts: ['approve', 'refuse'] });
    await approve(server, member.token, { id, materials: materials() });
    expect(await listed(member.token, 'decided')).toMatchObject({ total: 1 });
    expect(await listed(office.approver.token, 'decided')).toMatchObject({ items: [], total: 0 });
  });

  test('custodians and ordinary approvers find no trace: not in lists, counts, the register, nor by asking for it', async () => {
    const { id, number } = await submit();
    await approve(server, member.token, { id, materials: materials() });
    const session = await server.call(office.reader.token, 'viewing.open', { requestId: id });
    const page = session.materials[0]!.pages[0]!.id;
    const job = await server.call(office.reader.token, 'printing.prepare', { viewSessionId: session.id, pageIds: [page], copies: 1, idempotencyKey: aKey() });
    expect(job.registerNumber).toMatch(/^JW-\d{4}-\d{5}$/);
    for (const { token } of [office.archivist, office.approver]) {
      await expect(server.call(token, 'requests.get', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
      await expect(server.call(token, 'requests.withdraw', { id, reason: 'x' })).rejects.toMatchObject({ code: 'resource.not-found' });
      expect(await byteDoors(server).page(token, { sessionId: session.id, pageId: page })).toMatchObject({ status: 404 });
      for (const box of ['mine', 'inbox', 'decided'] as const) {
        const { items, total } = await listed(token, box);
        expect(items.map(item => item.number)).not.toContain(number);
        expect(total).toBe(items.length);
      }
      const found = await server.call(token, 'people.search', { query: office.person.archiveNumber, page: 1 });
      expect(JSON.stringify(found) + JSON.stringify(await server.call(token, 'people.get', { id: PersonId.parse(office.person.id) }))).not.toContain('JW');
    }
    expect(await server.call(office.archivist.token, 'printing.list', { page: 1 })).toEqual({ items: [], total: 0 });
    expect((await server.call(office.reader.token, 'printing.list', { page: 1 })).items.map(({ registerNumber }) => registerNumber)).toContain(job.registerNumber);
    // Over the second net the database hides the request before anybody knows its number.
    const tries = [...(await eventsOf(server, number)), ...(await eventsOf(server, id))].filter(({ result }) => result === 'denied');
    expect(tries.filter(({ act }) => act === 'requests.get' || act === 'requests.withdraw').length).toBeGreaterThanOrEqual(3);
  });

  test('an archivist finds no trace even as a member of the circle, nor has he duties by it', async () => {
    const keeper = await account({ roles: ['archivist'], unitId: office.archivist.unitId });
    const members = [office.reader.id, office.second.id, member.id].map(id => AccountId.parse(id));
    await server.call(officer, 'circles.setMembers', { id: circleId, memberIds: [...members, AccountId.parse(keeper.id)], reason: '列入' });
    const { id } = await submit();
    await approve(server, member.token, { id, materials: materials() });
    await expect(server.call(keeper.token, 'requests.get', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
    for (const box of ['mine', 'inbox', 'decided'] as const) expect(await listed(keeper.token, box)).toEqual({ items: [], total: 0 });
    expect(await server.call(keeper.token, 'requests.duties', {})).toEqual({ decides: false });
    expect(await server.call(keeper.token, 'printing.list', { page: 1 })).toEqual({ items: [], total: 0 });
    await server.call(officer, 'circles.setMembers', { id: circleId, memberIds: members, reason: '恢复' });
  });

  test('who leaves the circle sees nothing more at once, not even the page on his screen', async () => {
    const { id } = await submit();
    await approve(server, member.token, { id, materials: materials() });
    const session = await server.call(office.second.token, 'viewing.open', { requestId: id });
    const members = [office.reader.id, member.id].map(accountId => AccountId.parse(accountId));
    await server.call(officer, 'circles.setMembers', { id: circleId, memberIds: members, reason: '调离' });
    expect(await byteDoors(server).page(office.second.token, { sessionId: session.id, pageId: session.materials[0]!.pages[0]!.id })).toMatchObject({ status: 404 });
    expect((await listed(office.second.token, 'mine')).items.filter(item => item.isConfidential)).toEqual([]);
    await expect(submit()).rejects.toMatchObject({ code: 'input.invalid', params: { path: 'secondReaderId' } });
    await server.call(officer, 'circles.setMembers', { id: circleId, memberIds: [...members, AccountId.parse(office.second.id)], reason: '恢复' });
  });

  test('nobody outside applies under a circle, decides in it, or keeps its list', async () => {
    const outside = await anOffice(server);
    await expect(apply(server, outside, { circleId })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await server.call(outside.reader.token, 'requests.circles', {})).toEqual({ circles: [] });
    const { id } = await submit();
    await expect(approve(server, outside.approver.token, { id, materials: materials() })).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(member.token, 'circles.list', {})).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(officer, 'requests.get', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('the auditor can account for each by its number, without learning whose file it was; changes of members are events', async () => {
    const { items, total } = await server.call(auditor, 'circles.account', { page: 1 });
    const numbers = items.map(({ number }) => Number(number.slice(-4))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(items.at(-1)).toMatchObject({ circleName: '纪检监察', applicantName: '钱查档' });
    expect(JSON.stringify(items)).not.toContain(office.person.name);
    expect((await eventsOf(server, 'JW')).map(({ act }) => act)).toEqual(['circles.create', ...Array<string>(4).fill('circles.setMembers')]);
    await expect(server.call(officer, 'circles.account', { page: 1 })).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
