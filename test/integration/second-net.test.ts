import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountId } from '../../src-shared/domain/ids.ts';
import { actingAs } from '../../src-server/db/acting-account.ts';
import { drawSecondNet } from '../../src-server/db/second-net.ts';
import { openDatabase } from '../../src-server/db/open-database.ts';
import { threeOffices } from '../support/administrators.ts';
import { anAccount } from '../support/builders.ts';
import { byteDoors } from '../support/byte-doors.ts';
import { startDataCentre } from '../support/data-centre.ts';
import { aGrant, anOffice, apply, approve, type Office } from '../support/office.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** PostgreSQL as production has it: one role owns the tables, another runs the data centre. */
describe('the second net', () => {
  let server: TestServer;
  let office: Office;
  let member: { id: string; token: string };
  let confidentialId: string;
  let sessionId: string;

  beforeAll(async () => {
    server = await startTestServer({ database: 'postgres', hasSecondNet: true });
    office = await anOffice(server);
    const officer = await anAccount(server.db, { roles: ['security-officer'] });
    const approver = await anAccount(server.db, { roles: ['approver'] });
    member = { id: approver.id, token: await server.signIn(approver.loginName) };
    const memberIds = [office.reader.id, office.second.id, member.id].map(id => AccountId.parse(id));
    const { id: circleId } = await server.call(await server.signIn(officer.loginName), 'circles.create', { name: '纪检监察', code: 'JW', memberIds, reason: '案件查办' });
    const { id } = await apply(server, office, { circleId });
    await approve(server, member.token, { id, materials: [{ materialId: office.materials[0]!.id, canPrint: true }] });
    confidentialId = id;
    sessionId = (await server.call(office.reader.token, 'viewing.open', { requestId: id })).id;
  });
  afterAll(() => server.close());

  /** Insufficient privilege. */
  const insufficient = { code: '42501' };

  test('the main job runs under the role that owns nothing', async () => {
    const session = await server.call(office.reader.token, 'viewing.open', { requestId: await aGrant(server, office) });
    expect(await byteDoors(server).page(office.reader.token, { sessionId: session.id, pageId: session.materials[0]!.pages[0]!.id })).toMatchObject({ status: 200 });
    expect((await server.call(office.approver.token, 'requests.list', { box: 'decided', page: 1 })).total).toBe(1);
  });

  test.each([
    ['an event is changed', `update audit_events set detail = 'x'`], ['an event is deleted', `delete from audit_events`], ['the log is emptied', `truncate audit_events`],
    ['the triggers are switched off', `alter table audit_events disable trigger all`], ['triggers are skipped', `set session_replication_role = replica`],
    ['a column is added', `alter table audit_events add column x text`], ['a table is dropped', `drop table audit_events`], ['a table is made', `create table x (y text)`],
    ['row security is switched off', `alter table view_requests disable row level security`], ['a policy is dropped', `drop policy open_rows on view_requests`],
    ['a checkpoint is changed', `update audit_checkpoints set note = 'x'`], ['another role is taken', `set role danglian`], ['a role is made', `create role x superuser`],
  ])('PostgreSQL refuses when %s', async (_what, statement) => {
    const before = await sql`select count(*) from audit_events`.execute(server.db);
    await expect(sql.raw(statement).execute(server.db)).rejects.toMatchObject(insufficient);
    expect(await sql`select count(*) from audit_events`.execute(server.db)).toEqual(before);
  });

  const tables = ['viewRequests', 'requestSteps', 'grantMaterials', 'viewSessions', 'printJobs', 'persons', 'volumes', 'materials', 'pages'] as const;
  const countIn = async (table: (typeof tables)[number]): Promise<number> => (await server.db.selectFrom(table).selectAll().execute()).length;

  test.each(tables)('who has not signed in finds nothing in %s, whatever a handler asks', async table => {
    expect(await actingAs(null, () => countIn(table))).toBe(0);
  });

  const sees = (accountId: string) =>
    actingAs(accountId, async () => ({
      request: (await server.db.selectFrom('viewRequests').select('id').where('id', '=', confidentialId).execute()).length,
      steps: (await server.db.selectFrom('requestSteps').select('requestId').where('requestId', '=', confidentialId).execute()).length,
      grants: (await server.db.selectFrom('grantMaterials').select('requestId').where('requestId', '=', confidentialId).execute()).length,
      session: (await server.db.selectFrom('viewSessions').select('id').where('id', '=', sessionId).execute()).length,
    }));
  const nothing = { request: 0, steps: 0, grants: 0, session: 0 };
  const everything = { request: 1, steps: 1, grants: 1, session: 1 };

  test('a query without any condition finds a confidential request for its circle and for the auditor alone', async () => {
    const auditor = await anAccount(server.db, { roles: ['auditor'] });
    for (const id of [office.reader.id, member.id, auditor.id]) expect(await sees(id)).toEqual(everything);
    for (const id of [office.archivist.id, office.approver.id]) expect(await sees(id)).toEqual(nothing);
  });

  test('a row cannot be made confidential, or changed, from outside its circle', async () => {
    const changed = await actingAs(office.approver.id, () => server.db.updateTable('viewRequests').set({ state: 'withdrawn' }).where('id', '=', confidentialId).returning('id').execute());
    expect(changed).toEqual([]);
    const { circleId } = await server.db.selectFrom('viewRequests').select('circleId').where('id', '=', confidentialId).executeTakeFirstOrThrow();
    const hidden = actingAs(office.approver.id, () => server.db.updateTable('viewRequests').set({ circleId }).where('circleId', 'is', null).execute());
    await expect(hidden).rejects.toMatchObject(insufficient);
  });

  test('answers at the same time are not mixed up: each connection asks in the name of its caller', async () => {
    const asked = await Promise.all(Array.from({ length: 40 }, (_, index) => sees([office.reader, office.approver][index % 2]!.id)));
    asked.forEach((seen, index) => { expect(seen).toEqual(index % 2 === 0 ? everything : nothing); });
  });
});

describe('preparing the database', () => {
  test('a role that may too much, or that is not there, is refused', async () => {
    const postgres = await startPostgres();
    const database = await openDatabase({ kind: 'postgres', url: await postgres.createDatabase() });
    await expect(drawSecondNet(database.db, 'nobody')).rejects.toThrow('There is no role nobody');
    await sql`create role mighty superuser`.execute(database.db);
    await expect(drawSecondNet(database.db, 'mighty')).rejects.toThrow('may do too much');
    await database.close();
    await postgres.stop();
  });

  test('tables of another version are not touched by a role that does not own them', async () => {
    const postgres = await startPostgres();
    const url = await postgres.createGuardedDatabase();
    const owner = await openDatabase({ kind: 'postgres', url: url.replace('runner0', 'owner0') });
    await sql`delete from kysely_migration where name = '0008-search-by-unit'`.execute(owner.db);
    await expect(openDatabase({ kind: 'postgres', url })).rejects.toThrow('0008-search-by-unit missing');
    await owner.close();
    await postgres.stop();
  });
});

describe('started on PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => { postgres = await startPostgres(); });
  afterAll(() => postgres.stop());

  const logOf = async (databaseUrl: string): Promise<string> => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-log-'));
    const centre = await startDataCentre({ dataDirectory, databaseUrl, environment: { DANGLIAN_LOG_LEVEL: 'warn' }, stderr: 'pipe' });
    const log = text(centre.child.stderr!);
    await centre.end('SIGTERM');
    await rm(dataDirectory, { recursive: true });
    return log;
  };

  test('under the owner of the tables, the data centre says at once what that means and what to do', async () => {
    const log = await logOf(await postgres.createDatabase());
    expect(log).toContain('数据库只有一个角色');
    expect(log).toContain('npm run prepare-database');
  });

  test('under a role of its own it has nothing to say', async () => {
    expect(await logOf(await postgres.createGuardedDatabase())).toBe('');
  });
});

test.each([
  { hasSecondNet: false, expected: 1 },
  { hasSecondNet: true, expected: 0 },
])('who can have it mended finds it in his to-do list, until it is: $hasSecondNet', async ({ hasSecondNet, expected }) => {
  const server = await startTestServer({ database: 'postgres', hasSecondNet });
  const { system, security, auditor } = await threeOffices(server);
  const countFor = async (token: string): Promise<number> => (await server.call(token, 'acts.todo', {})).items.filter(({ kind }) => kind === 'database-role').length;
  expect([await countFor(system.token), await countFor(security.token), await countFor(auditor.token)]).toEqual([expected, expected, 0]);
  await server.close();
});
