import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PDFDocument } from 'pdf-lib';
import { AccountId } from '../../src-shared/domain/ids.ts';
import { defaultWatchRules } from '../../src-shared/domain/oversight.ts';
import { recordEvent } from '../../src-server/features/audit/index.ts';
import { sweepReadings } from '../../src-server/features/readings/index.ts';
import { anAccount } from '../support/builders.ts';
import { byteDoors } from '../support/byte-doors.ts';
import { aGrant, aKey, anOffice, apply, keepSignedIn, somePrinters, type Office } from '../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

/** Half past ten on a Wednesday morning in Beijing. */
const morning = Date.parse('2026-11-18T02:30:00Z');
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const everything = { from: '2026-11-01T00:00:00.000Z', until: '2026-11-30T00:00:00.000Z' } as const;

describe.each(databaseKinds)('the auditor’s questions on %s', kind => {
  let server: TestServer;
  let office: Office;
  let auditor: string;
  let clock = morning;
  let doors: ReturnType<typeof byteDoors>;

  beforeAll(async () => {
    server = await startTestServer({ database: kind, now: () => new Date(clock) });
    office = await anOffice(server);
    doors = byteDoors(server);
    auditor = await server.signIn((await anAccount(server.db, { roles: ['auditor'], displayName: '周审计' })).loginName);
  });
  afterAll(() => server.close());

  const moveTo = async (time: number): Promise<void> => {
    clock = time;
    await keepSignedIn(server);
  };
  const openNew = async () => server.call(office.reader.token, 'viewing.open', { requestId: await aGrant(server, office) });
  type Session = Awaited<ReturnType<typeof openNew>>;
  const readFirst = async ({ id, materials }: Session, seconds: number): Promise<void> => {
    await doors.page(office.reader.token, { sessionId: id, pageId: materials[0]!.pages[0]!.id, size: 'half' });
    for (let read = 0; read < seconds; read += 2) {
      clock += 2000;
      await server.call(office.reader.token, 'viewing.heartbeat', { id, materialId: materials[0]!.id });
    }
  };
  const closings = async (object: string) => {
    const { items } = await server.call(auditor, 'audit.list', { object, acts: ['viewing.close'] });
    return Promise.all(items.map(async ({ sequence }) => (await server.call(auditor, 'audit.get', { sequence })).event));
  };
  const about = { kind: 'file', archiveNumber: '' } as const;

  test('a reading that is closed is one event with the seconds of each material, by number and without a title', async () => {
    const session = await openNew();
    await readFirst(session, 8);
    await server.call(office.reader.token, 'viewing.close', { id: session.id });
    await server.call(office.reader.token, 'viewing.close', { id: session.id });
    expect(await closings(session.requestNumber!)).toMatchObject([
      { detail: `closed reader=${office.reader.loginName} seconds=8`, archiveNumber: office.person.archiveNumber, changes: [{ field: 'seconds.1-1', before: null, after: '8' }] },
    ]);
  });

  test('a reading that is withdrawn, or that runs out while its terminal is off, is such an event too', async () => {
    const [withdrawn, forgotten] = [await openNew(), await openNew()];
    await readFirst(withdrawn, 4);
    const { requestId } = withdrawn;
    await server.call(office.approver.token, 'requests.withdraw', { id: requestId!, reason: '人员变动' });
    expect(await closings(withdrawn.requestNumber!)).toMatchObject([{ actorName: '赵批准', detail: `withdrawn reader=${office.reader.loginName} seconds=4` }]);
    await moveTo(clock + hourMs);
    await Promise.all([sweepReadings(server.services), sweepReadings(server.services)]);
    expect(await closings(forgotten.requestNumber!)).toMatchObject([{ actorName: '钱查档', detail: `expired reader=${office.reader.loginName} seconds=0` }]);
    const { closedAt, endsAt } = await server.db.selectFrom('viewSessions').select(['closedAt', 'endsAt']).where('id', '=', forgotten.id).executeTakeFirstOrThrow();
    expect(closedAt).toEqual(endsAt);
  });

  test('who saw whom: by file, by request and by officer the same reading, with both readers, materials, seconds and sheets', async () => {
    const session = await openNew();
    await readFirst(session, 6);
    const first = session.materials[0]!;
    const job = await server.call(office.reader.token, 'printing.prepare', { viewSessionId: session.id, pageIds: [first.pages[0]!.id], copies: 2, idempotencyKey: aKey() });
    await somePrinters(server, office.reader.token, 'p');
    await server.call(office.reader.token, 'printing.submitted', { id: job.id, printerName: 'p' });
    const reading = {
      ...{ kind: 'grant', archiveNumber: office.person.archiveNumber, requestNumber: session.requestNumber, readerName: '钱查档', secondReaderName: '孙陪同', terminalName: '测试终端' },
      ...{ circleName: null, endedAt: null, seconds: 6, materials: [{ number: '1-1', seconds: 6, printedSheets: 2 }] },
    };
    for (const asked of [
      { kind: 'file', archiveNumber: office.person.archiveNumber },
      { kind: 'request', requestNumber: session.requestNumber! },
      { kind: 'officer', accountId: AccountId.parse(office.reader.id) },
      { kind: 'officer', accountId: AccountId.parse(office.second.id) },
    ] as const) {
      const { items } = await server.call(auditor, 'audit.accessOf', { about: asked });
      expect(items[0], asked.kind).toMatchObject(reading);
    }
    expect(JSON.stringify(await server.call(auditor, 'audit.accessOf', { about: { ...about, archiveNumber: office.person.archiveNumber } }))).not.toContain(office.person.name);
  });

  test('a confidential reading is accounted for like any other, with its circle', async () => {
    const session = await openNew();
    const circle = { id: randomUUID(), name: '专案一组', code: randomUUID(), createdAt: new Date(clock), closedAt: null };
    await server.db.insertInto('circles').values(circle).execute();
    await server.db.updateTable('viewRequests').set({ circleId: circle.id }).where('id', '=', session.requestId).execute();
    for (const asked of [{ kind: 'request', requestNumber: session.requestNumber! }, { ...about, archiveNumber: office.person.archiveNumber }] as const) {
      const { items } = await server.call(auditor, 'audit.accessOf', { about: asked });
      expect(items.find(({ id }) => id === session.id), asked.kind).toMatchObject({ circleName: '专案一组', requestNumber: session.requestNumber });
    }
  });

  test('refused attempts on a file are counted beside the readings, and a period bounds both', async () => {
    const stranger = await anOffice(server);
    const asked = { about: { ...about, archiveNumber: office.person.archiveNumber } };
    const before = await server.call(auditor, 'audit.accessOf', asked);
    await expect(server.call(stranger.archivist.token, 'viewing.openCustody', { volumeId: office.volumeId })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await server.call(auditor, 'audit.accessOf', asked)).denied).toBe(before.denied + 1);
    expect(await server.call(auditor, 'audit.accessOf', { ...asked, from: new Date(clock + hourMs).toISOString() })).toEqual({ items: [], total: 0, denied: 0 });
  });

  test('officers are found by the beginning of name or login name; nobody else', async () => {
    const { officers } = await server.call(auditor, 'audit.officers', { query: '钱' });
    expect(officers).toContainEqual(expect.objectContaining({ id: office.reader.id, displayName: '钱查档' }));
    expect((await server.call(auditor, 'audit.officers', { query: office.person.name })).officers).toEqual([]);
    expect((await server.call(auditor, 'audit.officers', { query: '%' })).officers).toEqual([]);
  });

  test('a decision shows before and after, and whose file it was', async () => {
    const { number, id } = await apply(server, office);
    await server.call(office.approver.token, 'requests.refuse', { id, reason: '无此业务' });
    const { items } = await server.call(auditor, 'audit.list', { archiveNumber: office.person.archiveNumber, object: number, acts: ['requests.refuse'] });
    const { event, neighbours } = await server.call(auditor, 'audit.get', { sequence: items[0]!.sequence });
    expect(event.changes).toEqual([{ field: 'state', before: 'submitted', after: 'refused' }]);
    expect(neighbours.map(({ sequence }) => sequence)).toContain(event.sequence - 1);
  });

  test('every question is itself an event; turning pages is not', async () => {
    const asked = { about: { ...about, archiveNumber: 'G-asked' } };
    await server.call(auditor, 'audit.accessOf', asked);
    await server.call(auditor, 'audit.accessOf', { ...asked, page: 2 });
    await server.call(auditor, 'audit.report', everything);
    const { items } = await server.call(auditor, 'audit.list', { acts: ['audit.accessOf', 'audit.report'] });
    expect(items.filter(({ object }) => object === 'G-asked')).toHaveLength(1);
    expect(items[0]).toMatchObject({ act: 'audit.report', actorName: '周审计' });
  });

  describe('unusual days:', () => {
    const patterns = async (name: string) => {
      const { patterns: found } = await server.call(auditor, 'audit.patterns', everything);
      return found.filter(({ officerName }) => officerName === name);
    };

    test('custody opened at night by Beijing’s clock, with a link to its rows', async () => {
      const night = await anOffice(server);
      await server.db.updateTable('accounts').set({ displayName: '夜班员' }).where('id', '=', night.archivist.id).execute();
      await moveTo(Date.parse('2026-11-18T15:10:00Z'));
      await server.call(night.archivist.token, 'viewing.openCustody', { volumeId: night.volumeId });
      await moveTo(Date.parse('2026-11-19T02:00:00Z'));
      const found = await patterns('夜班员');
      expect(found).toMatchObject([{ kind: 'custody-off-hours', day: '2026-11-18', count: 1, link: { actorId: night.archivist.id, from: '2026-11-17T16:00:00.000Z', until: '2026-11-18T16:00:00.000Z' } }]);
      const { actorId, acts, result, from, until } = found[0]!.link;
      expect((await server.call(auditor, 'audit.list', { actorId, acts: [...acts], result, from, until })).total).toBe(1);
    });

    test('a holiday counts as rest and a Sunday that is worked does not; the change of the rules is recorded field by field', async () => {
      const rested = await anOffice(server);
      await server.db.updateTable('accounts').set({ displayName: '节日员' }).where('id', '=', rested.archivist.id).execute();
      await moveTo(Date.parse('2026-11-20T02:00:00Z'));
      await server.call(rested.archivist.token, 'viewing.openCustody', { volumeId: rested.volumeId });
      expect(await patterns('节日员')).toEqual([]);
      await server.call(auditor, 'audit.setWatchRules', { ...defaultWatchRules, restDays: ['2026-11-20'], workDays: ['2026-11-22'] });
      expect(await patterns('节日员')).toMatchObject([{ kind: 'custody-off-hours', day: '2026-11-20' }]);
      const { items } = await server.call(auditor, 'audit.list', { acts: ['audit.setWatchRules'] });
      expect((await server.call(auditor, 'audit.get', { sequence: items[0]!.sequence })).event.changes).toEqual([
        { field: 'restDays', before: '', after: '2026-11-20' },
        { field: 'workDays', before: '', after: '2026-11-22' },
      ]);
    });

    test('repeated denials of one officer and failed sign-ins at one terminal', async () => {
      await moveTo(Date.parse('2026-11-23T02:00:00Z'));
      const actor = { accountId: office.second.id, displayName: '', unitName: '某处', terminalName: '终端甲' };
      for (let count = 0; count < 3; count += 1) await recordEvent(server.db, actor, { act: 'pages.read', object: 'x', result: 'denied' });
      const nobody = { accountId: null, displayName: '', unitName: '', terminalName: '终端乙' };
      for (let count = 0; count < 4; count += 1) await recordEvent(server.db, nobody, { act: 'session.signIn', object: '', result: 'failed' });
      expect(await patterns('孙陪同')).toContainEqual(expect.objectContaining({ kind: 'denials', count: 3, usual: 3 }));
      expect(await patterns('')).toContainEqual(expect.objectContaining({ kind: 'failed-sign-ins', count: 4, terminalName: '终端乙', link: expect.objectContaining({ terminalName: '终端乙' }) as unknown }));
    });
  });

  test('a report counts acts, units and denials of its period and finds no gap; a year and a day is refused', async () => {
    const report = await server.call(auditor, 'audit.report', everything);
    expect(report).toMatchObject({ madeBy: '周审计', gaps: [] });
    expect(report.total).toBe(report.acts.reduce((sum, { done, denied, failed }) => sum + done + denied + failed, 0));
    expect(report.acts).toContainEqual(expect.objectContaining({ act: 'session.signIn', failed: 4 }));
    expect(report.denials).toContainEqual({ officerName: '孙陪同', unitName: '某处', act: 'pages.read', count: 3 });
    expect(report.readings.sheets).toBeGreaterThanOrEqual(2);
    await expect(server.call(auditor, 'audit.report', { from: '2024-01-01T00:00:00.000Z', until: '2026-01-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'audit.period-too-long' });
    await expect(server.call(auditor, 'audit.report', { from: everything.until, until: everything.from })).rejects.toMatchObject({ code: 'audit.period-too-long' });
  });

  test('the report as PDF has A4 sheets and a name without a person', async () => {
    const { fileName, base64 } = await server.call(auditor, 'audit.reportFile', { ...everything, format: 'pdf' });
    expect(fileName).toBe('审计报表-20261101-20261130.pdf');
    const [sheet] = (await PDFDocument.load(Buffer.from(base64, 'base64'))).getPages();
    expect(sheet!.getSize()).toMatchObject({ width: expect.closeTo(595.28, 1) as number, height: expect.closeTo(841.89, 1) as number });
  });

  test('the room for the log is told to those who can do something about it', async () => {
    const storage = await server.call(auditor, 'audit.storage', {});
    expect(storage).toMatchObject({ level: 'unknown', freeBytes: null, isBroken: false });
    expect(storage.events).toBeGreaterThan(50);
    const systemAdministrator = await server.signIn((await anAccount(server.db, { roles: ['system-administrator'] })).loginName);
    await expect(server.call(systemAdministrator, 'audit.storage', {})).resolves.toMatchObject({ level: 'unknown' });
    await expect(server.call(office.reader.token, 'audit.storage', {})).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
