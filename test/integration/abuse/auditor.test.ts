import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountId } from '../../../src-shared/domain/ids.ts';
import { oversightOperations } from '../../../src-shared/contract/server/oversight-operations.ts';
import { recordEvent } from '../../../src-server/features/audit/index.ts';
import { anAccount, aUnit } from '../../support/builders.ts';
import { byteDoors } from '../../support/byte-doors.ts';
import { aGrant, aKey, anOffice, apply, eventsOf, type Office } from '../../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../../support/server.ts';

const lately = () => ({ from: new Date(Date.now() - 86_400_000).toISOString(), until: new Date(Date.now() + 86_400_000).toISOString() });
const notFound = { code: 'resource.not-found' };

describe.each(databaseKinds)('the auditor and his log, on %s', kind => {
  let server: TestServer;
  let office: Office;
  let auditor: { readonly id: string; readonly token: string };

  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    office = await anOffice(server);
    const account = await anAccount(server.db, { roles: ['auditor'], displayName: '周审计' });
    auditor = { id: account.id, token: await server.signIn(account.loginName) };
  });
  afterAll(() => server.close());

  const countEvents = async (): Promise<number> => Number((await server.db.selectFrom('auditEvents').select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow()).count);
  const ownDenials = async () =>
    (await server.db.selectFrom('auditEvents').select(['act', 'result']).where('actorId', '=', auditor.id).where('result', '=', 'denied').execute()).map(({ act }) => act);

  test('case 33: the auditor opens no file, no page, no print and no roster, and each try is a row', async () => {
    const session = await server.call(office.reader.token, 'viewing.open', { requestId: await aGrant(server, office) });
    const first = session.materials[0]!;
    const doors = byteDoors(server);
    const before = await countEvents();
    expect(await doors.page(auditor.token, { sessionId: session.id, pageId: first.pages[0]!.id })).toMatchObject({ status: 404 });
    const tries = [
      () => server.call(auditor.token, 'people.search', { query: '王' }),
      () => server.call(auditor.token, 'people.get', { id: office.person.id }),
      () => server.call(auditor.token, 'volumes.get', { id: office.volumeId }),
      () => server.call(auditor.token, 'viewing.openCustody', { volumeId: office.volumeId }),
      () => server.call(auditor.token, 'viewing.open', { requestId: session.requestId! }),
      () => server.call(auditor.token, 'requests.get', { id: session.requestId! }),
      () => server.call(auditor.token, 'printing.prepare', { viewSessionId: session.id, pageIds: [first.pages[0]!.id], copies: 1, idempotencyKey: aKey() }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject(notFound);
    expect(await countEvents()).toBe(before + 8);
    expect((await ownDenials()).sort()).toEqual(['pages.read', 'people.get', 'people.search', 'printing.prepare', 'requests.get', 'viewing.open', 'viewing.openCustody', 'volumes.get']);
  });

  test('case 33: no question of his changes or takes away a row, and the table takes neither from anybody', async () => {
    const digest = async (): Promise<string> => (await sql<{ all: string }>`select md5(string_agg(md5(payload) || md5(hash), '' order by sequence)) as all from audit_events where sequence <= ${last}`.execute(server.db)).rows[0]!.all;
    const last = await countEvents();
    const before = await digest();
    const period = lately();
    await server.call(auditor.token, 'audit.list', { ...period, text: "'; delete from audit_events; --" });
    await server.call(auditor.token, 'audit.list', { object: "' or '1'='1" });
    await server.call(auditor.token, 'audit.accessOf', { about: { kind: 'officer', accountId: AccountId.parse(office.reader.id) } });
    await server.call(auditor.token, 'audit.reportFile', { ...period, format: 'csv' });
    for (const change of ["update audit_events set detail = ''", 'delete from audit_events', 'truncate audit_events']) {
      await expect(sql.raw(change).execute(server.db), change).rejects.toThrow(/append-only/);
    }
    expect(await digest()).toBe(before);
    expect(Object.keys(oversightOperations).filter(name => /delete|remove|clear|edit|purge/i.test(name))).toEqual([]);
  });

  test('case 33: others ask nothing of the log, each try a row', async () => {
    const period = lately();
    for (const role of ['archivist', 'reader', 'approver', 'selector', 'security-officer', 'system-administrator'] as const) {
      const account = await anAccount(server.db, { roles: [role] });
      const token = await server.signIn(account.loginName);
      await expect(server.call(token, 'audit.list', {}), role).rejects.toMatchObject(notFound);
      await expect(server.call(token, 'audit.accessOf', { about: { kind: 'file', archiveNumber: 'x' } }), role).rejects.toMatchObject(notFound);
      await expect(server.call(token, 'audit.reportFile', { ...period, format: 'csv' }), role).rejects.toMatchObject(notFound);
      const denied = await server.db.selectFrom('auditEvents').select('act').where('actorId', '=', account.id).where('result', '=', 'denied').execute();
      expect(denied.map(({ act }) => act)).toEqual(['audit.list', 'audit.accessOf', 'audit.reportFile']);
    }
  });

  test('case 23: a file number that nobody has and one of a closed file are answered alike, by shape', async () => {
    const missing = await server.call(auditor.token, 'audit.accessOf', { about: { kind: 'file', archiveNumber: 'G-nobody' } });
    const unread = await server.call(auditor.token, 'audit.accessOf', { about: { kind: 'file', archiveNumber: (await anOffice(server)).person.archiveNumber } });
    expect(unread).toEqual(missing);
    expect(JSON.stringify(await server.call(auditor.token, 'audit.list', lately()))).not.toContain(office.person.name);
    expect(JSON.stringify(await server.call(auditor.token, 'audit.report', lately()))).not.toContain(office.person.name);
  });

  test('case 48: line ends, colours and marks that turn the writing make no second row and stand there escaped', async () => {
    const before = await countEvents();
    const { id, number } = await apply(server, office);
    const reason = '同意\r\n2026-11-22 admin approved\u001b[31m\u202eX';
    await expect(server.call(office.approver.token, 'requests.refuse', { id, reason: `${reason}\u0000` })).rejects.toMatchObject({ code: 'input.invalid' });
    await server.call(office.approver.token, 'requests.refuse', { id, reason });
    expect(await countEvents()).toBe(before + 2);
    const row = (await eventsOf(server, number)).find(({ act }) => act === 'requests.refuse')!;
    expect(row.detail).toContain('同意\\u000d\\u000a2026-11-22 admin approved\\u001b[31m\\u202eX');
    expect(row.detail).not.toMatch(/[\p{Cc}\u202e]/u);
    const { items } = await server.call(auditor.token, 'audit.list', { object: number, acts: ['requests.refuse'] });
    expect(items).toHaveLength(1);
  });

  test('case 43: a unit, an officer or an act that begins like a formula is text in the exported table', async () => {
    const unit = await aUnit(server.db, { name: '=cmd|"/c calc"!A0' });
    const account = await anAccount(server.db, { roles: ['reader'], unitId: unit.id, displayName: '@SUM(1,2)' });
    await recordEvent(server.db, { accountId: account.id, displayName: '', unitName: unit.name, terminalName: 't' }, { act: 'pages.read', object: 'x', result: 'denied' });
    const { fileName, base64 } = await server.call(auditor.token, 'audit.reportFile', { ...lately(), format: 'csv' });
    const text = Buffer.from(base64, 'base64').toString('utf8');
    const cells = text.slice(1).split('\r\n').flatMap(line => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []);
    expect(text).toContain(`"'=cmd|""/c calc""!A0"`);
    expect(text).toContain(`"'@SUM(1,2)"`);
    for (const cell of cells) expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t]/);
    expect(await eventsOf(server, fileName)).toContainEqual(expect.objectContaining({ act: 'audit.reportFile', actorId: auditor.id }));
  });
});
