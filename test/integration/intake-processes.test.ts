import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tus from 'tus-js-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../src-server/db/open-database.ts';
import { packageUploadKind } from '../../src-shared/contract/server-api.ts';
import type { BatchId } from '../../src-shared/domain/ids.ts';
import { anAccount, aUnit, testPassword } from '../support/builders.ts';
import { aCataloguedPerson, catalogueFile, packageNameOf, volumeFiles, type PackageFile } from '../support/delivery.ts';
import { anIdNumber } from '../support/administrators.ts';
import { startDataCentre, type DataCentre } from '../support/data-centre.ts';
import { aKey } from '../support/office.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { rawZip } from '../support/raw-zip.ts';
import type { TestServer } from '../support/server.ts';
import { IntakePolicy } from '../../src-shared/domain/intake-policy.ts';
import { ruleIds } from '../../src-shared/domain/finding.ts';

let postgres: TestPostgres;
let databaseUrl: string;
let dataDirectory: string;
let database: Database;
let one: DataCentre;
let two: DataCentre;
let token: string;
let unitId: string;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-intake-'));
  [one, two] = await Promise.all([startDataCentre({ dataDirectory, databaseUrl }), startDataCentre({ dataDirectory, databaseUrl })]);
  database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  unitId = (await aUnit(database.db)).id;
  const archivist = await anAccount(database.db, { unitId, roles: ['archivist'], idNumber: anIdNumber() });
  const approver = await anAccount(database.db, { unitId, roles: ['approver'], idNumber: anIdNumber() });
  const { token: approverToken } = await one.call(null, 'session.signIn', { loginName: approver.loginName, password: testPassword });
  await database.db.updateTable('sessions').set({ confirmedAt: new Date() }).execute();
  const severities = Object.fromEntries([...ruleIds.filter(id => /^G(?!01|12)/.test(id)), 'C08', 'C10'].map(id => [id, 'off']));
  await one.call(approverToken, 'intake.setPolicy', { version: 0, policy: IntakePolicy.parse({ severities }), reason: '测试图像' });
  ({ token } = await two.call(null, 'session.signIn', { loginName: archivist.loginName, password: testPassword }));
});
afterAll(async () => {
  await Promise.all([one.end('SIGKILL'), two.end('SIGKILL')]);
  await database.close();
  await postgres.stop();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** As a terminal sends a package: told to be one when the upload is created. */
async function send(server: DataCentre, bytes: Buffer): Promise<string> {
  const agent = new Agent({ ca: server.ca, ...(await server.credentials()) });
  return new Promise((resolve, reject) => {
    const task = new tus.Upload(bytes, {
      endpoint: `${server.url}/uploads`,
      metadata: { kind: packageUploadKind },
      chunkSize: 4 * 1024 * 1024,
      headers: { authorization: `Bearer ${token}` },
      httpStack: new tus.DefaultHttpStack({ agent }),
      storeFingerprintForResuming: false,
      onSuccess: () => { resolve(task.url?.split('/').at(-1) ?? ''); },
      onError: reject,
    });
    task.start();
  });
}

const plan = { '1/1': 6, '4-1/1': 4, '9-2/1': 5 };
const pagesOfPlan = 15;

async function offerVolumes(server: DataCentre, batchId: BatchId, count: number): Promise<Map<string, PackageFile[]>> {
  const delivered = new Map<string, PackageFile[]>();
  for (let index = 0; index < count; index++) {
    // `as`: the builder uses the database alone.
    const person = await aCataloguedPerson({ db: database.db } as TestServer, { unitId }, {});
    const pages = await volumeFiles(plan);
    const bytes = rawZip([await catalogueFile(person, plan), ...pages]);
    const uploadId = await send(server, bytes);
    await server.call(token, 'intake.offerPackage', { batchId, idempotencyKey: aKey(), name: packageNameOf(person), uploadId, bytes: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') });
    delivered.set(person.personId, pages);
  }
  return delivered;
}

async function killBoth(): Promise<void> {
  await Promise.all([one.end('SIGKILL'), two.end('SIGKILL')]);
}
async function startBoth(): Promise<void> {
  [one, two] = await Promise.all([startDataCentre({ dataDirectory, databaseUrl }), startDataCentre({ dataDirectory, databaseUrl })]);
}

const countBlobs = async (): Promise<number> => (await readdir(join(dataDirectory, 'pages'), { recursive: true, withFileTypes: true })).filter(entry => entry.isFile() && entry.name.endsWith('.blob')).length;
const statesOf = async (batchId: BatchId): Promise<Record<string, number>> => {
  const rows = await database.db.selectFrom('intakePackages').select('state').where('batchId', '=', batchId).execute();
  return Object.fromEntries([...new Set(rows.map(({ state }) => state))].map(state => [state, rows.filter(row => row.state === state).length]));
};

test('case 45: processes killed while checking and while accepting: every volume arrives once, every page, and nothing is left over', async () => {
  const count = 6;
  const batch = await two.call(token, 'intake.createBatch', { idempotencyKey: aKey(), kind: 'volumes', supplier: '某公司', note: '', mediumId: null, approvalNumber: '批1', secrecy: { level: 'secret', years: 10 } });
  const delivered = await offerVolumes(two, batch.id, count);

  // Both killed while they hold packages and have stored pages of them.
  await expect.poll(async () => (await database.db.selectFrom('intakeBlobs').select('blob').limit(1).execute()).length, { timeout: 30_000, interval: 10 }).toBeGreaterThan(0);
  await killBoth();
  expect((await statesOf(batch.id)).checking).toBeGreaterThan(0);
  await startBoth();
  await expect.poll(() => statesOf(batch.id), { timeout: 60_000, interval: 250 }).toEqual({ checked: count });
  const verdicts = await database.db.selectFrom('intakePackages').select(['verdict', 'pageCount']).where('batchId', '=', batch.id).execute();
  expect(verdicts).toEqual(Array.from({ length: count }, () => ({ verdict: 'clean', pageCount: pagesOfPlan })));

  await two.call(token, 'intake.closeBatch', { id: batch.id });
  const { items } = await two.call(token, 'intake.getSample', { id: batch.id });
  expect(new Set(items.map(({ packageId }) => packageId)).size).toBe(count);
  for (const { id } of items) await two.call(token, 'intake.judge', { batchId: batch.id, itemId: id, isPlaceRight: true, isPictureGood: true, note: '' });
  await database.db.updateTable('sessions').set({ confirmedAt: new Date() }).execute();
  // One of the transactions is held up in its middle by somebody who has the person's row, until both processes are dead.
  const [held = ''] = delivered.keys();
  await database.db.transaction().execute(async tx => {
    await tx.selectFrom('persons').select('id').where('id', '=', held).forUpdate().execute();
    await two.call(token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '' });
    await expect.poll(() => statesOf(batch.id), { timeout: 30_000, interval: 50 }).toEqual({ accepted: count - 1, accepting: 1 });
    await killBoth();
  });
  expect(await statesOf(batch.id)).toEqual({ accepted: count - 1, accepting: 1 });
  await startBoth();
  await expect.poll(() => statesOf(batch.id), { timeout: 60_000, interval: 250 }).toEqual({ accepted: count });

  await expect.poll(async () => (await two.call(token, 'intake.getBatch', { id: batch.id })).state, { timeout: 10_000 }).toBe('accepted');
  expect((await two.call(token, 'intake.getBatch', { id: batch.id })).account).toMatchObject({ offered: count, accepted: count, returned: 0, pagesOffered: count * pagesOfPlan, pagesAccepted: count * pagesOfPlan });
  for (const [personId, files] of delivered) {
    const pages = await database.db
      .selectFrom('pages').innerJoin('materials', 'materials.id', 'materialId').innerJoin('volumes', 'volumes.id', 'volumeId')
      .select(['originalDigest']).where('personId', '=', personId).where('untilVersion', 'is', null).orderBy('classCode').orderBy('number').execute();
    expect(pages.map(({ originalDigest }) => originalDigest)).toEqual(files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex')));
    expect(await database.db.selectFrom('volumes').select('version').where('personId', '=', personId).execute()).toEqual([{ version: 2 }]);
  }
  const commits = await database.db.selectFrom('auditEvents').select('object').where('act', '=', 'intake.commit').execute();
  expect(new Set(commits.map(({ object }) => object)).size).toBe(commits.length);
  expect(commits).toHaveLength(count);
  // Two images for each page and not one more: what the killed attempts had stored is gone.
  await expect.poll(countBlobs, { timeout: 90_000, interval: 500 }).toBe(2 * count * pagesOfPlan);
  for (const table of ['intakeBlobs', 'intakePages', 'uploads'] as const) expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
}, 240_000);
