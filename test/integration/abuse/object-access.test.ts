import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PageId, PrintJobId, RequestId, ViewSessionId } from '../../../src-shared/domain/ids.ts';
import { noFindings } from '../../../src-shared/domain/evidence-sheet.ts';
import { aPerson, aRelative, aUnit, aVolume, anAccount } from '../../support/builders.ts';
import { byteDoors } from '../../support/byte-doors.ts';
import { aGrant, aKey, anOffice, apply, approve, eventsOf, keepSignedIn, type Office } from '../../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

describe.each(databaseKinds)('reaching for what is not one’s own, on %s', kind => {
  let server: TestServer;
  let office: Office;
  let other: Office;
  let clock = Date.now();
  let doors: ReturnType<typeof byteDoors>;

  beforeAll(async () => {
    server = await startTestServer({ database: kind, now: () => new Date(clock) });
    office = await anOffice(server);
    other = await anOffice(server);
    doors = byteDoors(server);
  });
  afterAll(() => server.close());

  const moveClock = async (byMs: number): Promise<void> => {
    clock += byMs;
    await keepSignedIn(server);
  };
  const openNew = async () => server.call(office.reader.token, 'viewing.open', { requestId: await aGrant(server, office) });
  const denialsOf = async (object: string) => (await eventsOf(server, object)).filter(({ result }) => result === 'denied');
  const notFound = { status: 404, code: 'resource.not-found' };
  const prepare = (session: Awaited<ReturnType<typeof openNew>>, token = office.reader.token) =>
    server.call(token, 'printing.prepare', { viewSessionId: session.id, pageIds: [session.materials[0]!.pages[0]!.id], copies: 1, idempotencyKey: aKey() });

  test('case 15: pages of other persons and ids that nobody has are answered alike, to the byte, and each try is recorded', async () => {
    const session = await openNew();
    const foreign = await server.call(other.reader.token, 'viewing.open', { requestId: await aGrant(server, other) });
    const tries = [
      await doors.page(office.reader.token, { sessionId: session.id, pageId: foreign.materials[0]!.pages[0]!.id }),
      await doors.page(office.reader.token, { sessionId: session.id, pageId: PageId.parse(randomUUID()) }),
      await doors.page(office.reader.token, { sessionId: foreign.id, pageId: foreign.materials[0]!.pages[0]!.id }),
      await doors.page(office.reader.token, { sessionId: ViewSessionId.parse(randomUUID()), pageId: session.materials[0]!.pages[0]!.id }),
    ];
    for (const answer of tries) expect(answer).toEqual({ ...notFound, body: tries[0]!.body });
    expect(await denialsOf(session.requestNumber!)).toHaveLength(2);
    expect(await denialsOf(foreign.requestNumber!)).toMatchObject([{ act: 'pages.read', detail: 'outside the reach of the role', actorId: office.reader.id }]);
  });

  test('case 15: a request and a volume of another unit are answered like ones that do not exist', async () => {
    const { id, number } = await apply(server, other);
    const calls = [
      ['requests.get', { id }], ['requests.get', { id: RequestId.parse(randomUUID()) }], ['viewing.open', { requestId: id }], ['requests.cancel', { id }],
      ['volumes.get', { id: other.volumeId }], ['viewing.openCustody', { volumeId: other.volumeId }],
      ['evidence.get', { personId: other.person.id }], ['evidence.save', { personId: other.person.id, version: 0, content: { entries: [], findings: noFindings() } }],
    ] as const;
    const bodies = [];
    for (const [name, payload] of calls) {
      const token = /^[ve]/.test(name) && name !== 'viewing.open' ? office.archivist.token : office.reader.token;
      const reply = await server.app.inject({ method: 'POST', url: `/api/v1/${name}`, headers: { authorization: `Bearer ${token}` }, payload });
      bodies.push(`${String(reply.statusCode)} ${reply.body}`);
    }
    expect(new Set(bodies)).toEqual(new Set([bodies[0]]));
    expect((await denialsOf(number)).map(({ act }) => act)).toEqual(['requests.get', 'viewing.open', 'requests.cancel']);
  });

  test('case 16: a page of a granted person outside the granted materials is not there', async () => {
    const session = await openNew();
    expect(await doors.page(office.reader.token, { sessionId: session.id, pageId: office.materials[2]!.pages[0]!.id })).toMatchObject(notFound);
    expect(await denialsOf(session.requestNumber!)).toMatchObject([{ act: 'pages.read', detail: 'outside the reading' }]);
  });

  test('case 17: a grant that ended one second ago serves no further page', async () => {
    const session = await openNew();
    const page = session.materials[0]!.pages[0]!.id;
    await moveClock(30 * 60_000 - 1000);
    expect(await doors.page(office.reader.token, { sessionId: session.id, pageId: page })).toMatchObject({ status: 200 });
    await moveClock(2000);
    expect(await doors.page(office.reader.token, { sessionId: session.id, pageId: page })).toMatchObject({ status: 410, code: 'grant.expired' });
    expect(await denialsOf(session.requestNumber!)).toMatchObject([{ act: 'pages.read', detail: 'the reading is over' }]);
  });

  test('case 18: the sheets of a copy, fetched twenty times, by fours at once, are served as often as they may be and no more', async () => {
    const job = await prepare(await openNew());
    const answers = [];
    for (let round = 0; round < 5; round++) answers.push(...(await Promise.all(Array.from({ length: 4 }, () => doors.print(office.reader.token, PrintJobId.parse(job.id))))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(12);
    expect(answers.filter(({ code }) => code === 'print.fetched-too-often')).toHaveLength(8);
    expect((await eventsOf(server, job.registerNumber)).filter(({ act, result }) => act === 'prints.read' && result === 'done')).toHaveLength(12);
    expect(await denialsOf(job.registerNumber)).toHaveLength(8);
  });

  test('case 19: a grant withdrawn while pages are on the screen closes them at the next heartbeat and serves none', async () => {
    const session = await openNew();
    const page = session.materials[0]!.pages[0]!.id;
    await server.call(office.approver.token, 'requests.withdraw', { id: session.requestId!, reason: '用途变更' });
    expect(await server.call(office.reader.token, 'viewing.heartbeat', { id: session.id, materialId: null })).toMatchObject({ state: 'withdrawn', secondsLeft: 0 });
    expect(await doors.page(office.reader.token, { sessionId: session.id, pageId: page })).toMatchObject({ status: 410, code: 'grant.withdrawn' });
  });

  test('case 20: a file classified higher after the grant closes at the next page, for reading and for printing', async () => {
    const fresh = await anOffice(server);
    const session = await server.call(fresh.reader.token, 'viewing.open', { requestId: await aGrant(server, fresh) });
    const page = session.materials[0]!.pages[0]!.id;
    expect(await doors.page(fresh.reader.token, { sessionId: session.id, pageId: page })).toMatchObject({ status: 200 });
    await server.db.updateTable('persons').set({ secrecyLevel: 'confidential' }).where('id', '=', fresh.person.id).execute();
    expect(await doors.page(fresh.reader.token, { sessionId: session.id, pageId: page })).toMatchObject(notFound);
    await expect(prepare(session, fresh.reader.token)).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await denialsOf(session.requestNumber!)).map(({ act, detail }) => `${act}: ${detail}`)).toEqual(['pages.read', 'printing.prepare'].map(act => `${act}: not cleared for the secrecy level`));
  });

  test('case 20: who is not cleared does not apply, alone or with somebody who is', async () => {
    const fresh = await anOffice(server);
    await server.db.updateTable('persons').set({ secrecyLevel: 'confidential' }).where('id', '=', fresh.person.id).execute();
    await expect(apply(server, fresh)).rejects.toMatchObject({ code: 'request.above-clearance' });
    await server.db.updateTable('accounts').set({ clearance: 'confidential' }).where('id', '=', fresh.reader.id).execute();
    await expect(apply(server, fresh)).rejects.toMatchObject({ code: 'request.above-clearance' });
    await server.db.updateTable('accounts').set({ clearance: 'confidential' }).where('id', '=', fresh.second.id).execute();
    await expect(apply(server, fresh)).resolves.toBeDefined();
    expect(await denialsOf(fresh.person.archiveNumber)).toHaveLength(2);
  });

  test('case 21: an archivist moved to another unit loses his old volumes at once, also those open on his screen', async () => {
    const fresh = await anOffice(server);
    const session = await server.call(fresh.archivist.token, 'viewing.openCustody', { volumeId: fresh.volumeId });
    const page = session.materials[0]!.pages[0]!.id;
    expect(await doors.page(fresh.archivist.token, { sessionId: session.id, pageId: page })).toMatchObject({ status: 200 });
    await server.db.updateTable('accounts').set({ unitId: (await aUnit(server.db)).id }).where('id', '=', fresh.archivist.id).execute();
    expect(await doors.page(fresh.archivist.token, { sessionId: session.id, pageId: page })).toMatchObject(notFound);
    await expect(server.call(fresh.archivist.token, 'volumes.get', { id: fresh.volumeId })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await denialsOf(fresh.person.archiveNumber)).map(({ act }) => act)).toEqual(['pages.read', 'volumes.get']);
  });

  test('case 22: every size of a page, the print and the heartbeat ask the same rules', async () => {
    const session = await openNew();
    const page = session.materials[0]!.pages[0]!.id;
    const job = await prepare(session);
    for (const token of [office.second.token, office.approver.token, office.archivist.token, other.reader.token]) {
      for (const size of ['thumb', 'half', 'full'] as const) expect(await doors.page(token, { sessionId: session.id, pageId: page, size })).toMatchObject(notFound);
      expect(await doors.print(token, PrintJobId.parse(job.id))).toMatchObject(notFound);
      await expect(server.call(token, 'viewing.heartbeat', { id: session.id, materialId: null })).rejects.toMatchObject({ code: 'resource.not-found' });
      await expect(prepare(session, token)).rejects.toMatchObject({ code: 'resource.not-found' });
    }
    // Two acts of the approver are refused by his role alone, before anybody looks what they were aimed at.
    expect(await denialsOf(session.requestNumber!)).toHaveLength(4 * 5 - 2);
    expect(await denialsOf(job.registerNumber)).toHaveLength(4);
  });

  test('case 23: lists and counts of officers and administrators hold no row that the rules hide from them', async () => {
    const fresh = await anOffice(server);
    const { id } = await apply(server, fresh);
    for (const box of ['mine', 'inbox', 'decided'] as const) {
      for (const { token } of [other.reader, other.approver, fresh.archivist]) {
        const { items, total } = await server.call(token, 'requests.list', { box, page: 1 });
        expect(items.map(item => item.id)).not.toContain(id);
        expect(total).toBe(items.length);
      }
    }
    const auditor = await anAccount(server.db, { roles: ['auditor', 'reader'] });
    const token = await server.signIn(auditor.loginName);
    await expect(server.call(token, 'people.search', { query: '王', page: 1 })).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(token, 'requests.list', { box: 'mine', page: 1 })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('case 24: nobody reaches his own file or a relative’s, as reader, archivist or approver, and an approver does not even see who asks for it', async () => {
    const person = await aPerson(server.db, { unitId: office.archivist.unitId });
    const { id: volumeId } = await aVolume(server.db, { personId: person.id });
    const { id } = await apply(server, office, { personId: person.id as never }); // `as`: the builder's id is a plain string
    for (const roles of [['archivist'], ['approver']] as const) {
      const own = await anAccount(server.db, { unitId: office.archivist.unitId, roles, idNumber: person.idNumber });
      const relative = await anAccount(server.db, { unitId: office.archivist.unitId, roles });
      await aRelative(server.db, relative.id, person.idNumber);
      for (const { loginName } of [own, relative]) {
        const token = await server.signIn(loginName);
        await expect(server.call(token, 'volumes.get', { id: volumeId })).rejects.toMatchObject({ code: 'resource.not-found' });
        await expect(server.call(token, 'requests.get', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
        expect((await server.call(token, 'requests.list', { box: 'inbox', page: 1 })).items.map(request => request.id)).not.toContain(id);
      }
    }
    expect((await denialsOf(person.archiveNumber)).filter(({ act }) => act === 'volumes.get')).toHaveLength(4);
  });

  test('case 25: members that an operation does not know are refused, and nothing is written', async () => {
    const { id } = await apply(server, office);
    const extras = [
      ['requests.submit', { personId: office.person.id, purpose: 'salary', reason: '', secondReaderId: office.second.id, minutes: 30, classCodes: ['1'], wantsPrint: false, idempotencyKey: aKey(), state: 'granted' }],
      ['requests.amend', { id, purpose: 'salary', reason: '', secondReaderId: office.second.id, minutes: 30, classCodes: ['1'], wantsPrint: false, personId: other.person.id }],
      ['requests.cancel', { id, decidedBy: office.reader.id }],
    ] as const;
    for (const [name, payload] of extras) {
      const reply = await server.app.inject({ method: 'POST', url: `/api/v1/${name}`, headers: { authorization: `Bearer ${office.reader.token}` }, payload });
      expect(reply.json(), name).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    }
    expect(await server.call(office.reader.token, 'requests.get', { id })).toMatchObject({ state: 'submitted', amendment: 0, personId: office.person.id });
  });

  test('a request granted to two readers is closed to the one whom an amendment leaves out', async () => {
    const fresh = await anOffice(server);
    const third = await anAccount(server.db, { unitId: fresh.reader.unitId });
    const { id } = await apply(server, fresh);
    const materials = [{ materialId: fresh.materials[0]!.id, canPrint: false }];
    await approve(server, fresh.approver.token, { id, materials });
    const session = await server.call(fresh.second.token, 'viewing.open', { requestId: id });
    const amended = { purpose: 'retirement', reason: '', secondReaderId: third.id as never, minutes: 60, classCodes: ['1'], wantsPrint: false } as const; // `as`: as above
    await server.call(fresh.reader.token, 'requests.amend', { id, ...amended });
    await approve(server, fresh.approver.token, { id, materials });
    expect(await doors.page(fresh.second.token, { sessionId: session.id, pageId: session.materials[0]!.pages[0]!.id })).toMatchObject(notFound);
    await expect(server.call(fresh.second.token, 'viewing.open', { requestId: id })).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
