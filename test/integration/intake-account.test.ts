import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepUploads } from '../../src-server/features/uploads/index.ts';
import { newPackage } from '../../src-server/features/intake/deliveries/offer-package.ts';
import { maxPackageBytes } from '../../src-shared/contract/server/intake-operations.ts';
import { packageUploadKind } from '../../src-shared/contract/server-api.ts';
import { PackageVerdict } from '../../src-shared/domain/finding.ts';
import { PackageState } from '../../src-shared/domain/intake.ts';
import { aBatch, aCataloguedPerson, allowDrawnPages, anIntakeOffice, aPackageUpload, offer, packageNameOf, settled, startTestIntake, wholeVolume, type IntakeOffice } from '../support/delivery.ts';
import { eventsOf, keepSignedIn } from '../support/office.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let office: IntakeOffice;
let now = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite', now: () => now });
  office = await anIntakeOffice(server);
  await keepSignedIn(server);
  await allowDrawnPages(server, office);
});
afterAll(() => server.close());

test('whatever becomes of the packages, the account of the batch balances, in packages and in pages', async () => {
  const ended: readonly PackageState[] = ['accepted', 'returned', 'withdrawn'];
  const aPackage = fc.record({ state: fc.constantFrom(...PackageState.options), verdict: fc.constantFrom(...PackageVerdict.options), pageCount: fc.nat(500), bytes: fc.nat(2_000_000_000) });
  await fc.assert(
    fc.asyncProperty(fc.array(aPackage, { maxLength: 30 }), async packages => {
      const batch = await aBatch(server, office);
      const rows = packages.map(({ state, verdict, pageCount, bytes }, index) => {
        const isChecked = state !== 'waiting' && state !== 'checking' && state !== 'withdrawn';
        return { ...newPackage, id: randomUUID(), batchId: batch.id, number: index + 1, name: '包', digest: '', state, verdict: isChecked ? verdict : null, pageCount: isChecked ? pageCount : 0, bytes: String(bytes), endedAt: ended.includes(state) ? now : null, offeredBy: office.archivist.id, offeredAt: now, idempotencyKey: randomUUID() };
      });
      if (rows.length > 0) await server.db.insertInto('intakePackages').values(rows).execute();
      const { account } = await server.call(office.archivist.token, 'intake.getBatch', { id: batch.id });
      const { offered, waiting, clean, needsReview, defective, accepted, returned, withdrawn, pagesOffered, pagesAccepted, pagesReturned } = account;
      expect(offered).toBe(waiting + clean + needsReview + defective + accepted + returned + withdrawn);
      expect(account.bytes).toBe(packages.reduce((sum, { bytes }) => sum + bytes, 0));
      const underWay = rows.filter(({ endedAt }) => endedAt === null).reduce((sum, { pageCount }) => sum + pageCount, 0);
      expect(pagesOffered).toBe(pagesAccepted + pagesReturned + underWay);
      await server.db.deleteFrom('intakePackages').where('batchId', '=', batch.id).execute();
    }),
    { numRuns: 25 },
  );
});

test('who imports does not loosen the checks; two who change them at once do not overwrite each other; a batch keeps the version it began under', async () => {
  const { archivist, approver } = office;
  const { version, policy } = await server.call(approver.token, 'intake.getPolicy', {});
  const batch = await aBatch(server, office);
  const stricter = { version, policy: { ...policy, minDpi: 400 }, reason: '提高要求' };
  await expect(server.call(archivist.token, 'intake.setPolicy', stricter)).rejects.toMatchObject({ code: 'resource.not-found' });
  const outcomes = await Promise.allSettled([1, 2].map(() => server.call(approver.token, 'intake.setPolicy', stricter)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'record.changed' } });
  expect(await server.call(archivist.token, 'intake.getPolicy', {})).toMatchObject({ version: version + 1, policy: { minDpi: 400 }, setBy: approver.displayName });
  expect((await server.call(archivist.token, 'intake.getBatch', { id: batch.id })).policyVersion).toBe(version);
  expect((await aBatch(server, office)).policyVersion).toBe(version + 1);
  // Each version as it was kept, with whoever set it, why, and how many batches it judged.
  const { versions } = await server.call(archivist.token, 'intake.listPolicies', {});
  expect(versions[0]).toMatchObject({ version: version + 1, policy: { minDpi: 400 }, reason: '提高要求', setBy: approver.displayName, batches: 1 });
  expect(versions.find(each => each.version === version)).toMatchObject({ policy: { minDpi: policy.minDpi } });
  expect(versions.at(-1)).toMatchObject({ version: 0, setBy: null });
  const { changes } = await server.db.selectFrom('auditEvents').select('payload as changes').where('act', '=', 'intake.setPolicy').where('result', '=', 'done').orderBy('sequence', 'desc').executeTakeFirstOrThrow();
  expect(String(changes)).toContain('minDpi');
});

test('a rule that finds what cannot be filed stays as strict as it is; stricter than strict needs no refusal', async () => {
  const { approver } = office;
  const { version, policy } = await server.call(approver.token, 'intake.getPolicy', {});
  for (const eased of ['warn', 'info', 'off'] as const) {
    const severities = { ...policy.severities, M01: eased, P01: eased, G07: eased };
    await expect(server.call(approver.token, 'intake.setPolicy', { version, policy: { ...policy, severities }, reason: '放宽要求' })).rejects.toMatchObject({ code: 'checks.rule-fixed', params: { rules: 'P01 M01' } });
  }
  expect((await server.call(approver.token, 'intake.getPolicy', {})).version).toBe(version);
  await server.call(approver.token, 'intake.setPolicy', { version, policy: { ...policy, severities: { ...policy.severities, M01: 'block', G07: 'off' } }, reason: '照旧' });
});

test('a package may be 2 GB, a page 80 MB; told before a byte is sent', async () => {
  const create = async (length: number, kind?: string): Promise<number> => {
    const metadata = kind === undefined ? {} : { 'upload-metadata': `kind ${Buffer.from(kind).toString('base64')}` };
    const headers = { authorization: `Bearer ${office.archivist.token}`, 'tus-resumable': '1.0.0', 'upload-length': String(length), ...metadata, ...server.terminalHeaders };
    return (await server.app.inject({ method: 'POST', url: '/uploads', headers })).statusCode;
  };
  expect(await create(maxPackageBytes, packageUploadKind)).toBe(201);
  expect(await create(maxPackageBytes + 1, packageUploadKind)).toBe(413);
  expect(await create(81 * 1024 * 1024)).toBe(413);
  expect(await create(81 * 1024 * 1024, 'page')).toBe(413);
  expect(await server.db.selectFrom('uploads').select(['size', 'isPackage']).where('isPackage', '=', true).execute()).toEqual([{ size: maxPackageBytes, isPackage: true }]);
});

test('an encrypted upload is read from any place', async () => {
  const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7) % 251));
  const id = await aPackageUpload(server, office.archivist.id, bytes);
  const opened = await server.services.uploads.openForReading(id);
  expect(opened.size).toBe(5000);
  for (const [offset, length] of [[0, 5000], [1, 15], [16, 16], [17, 4000], [4990, 100], [5000, 1], [6000, 10]] as const) {
    expect((await opened.read(offset, length)).equals(bytes.subarray(offset, offset + length))).toBe(true);
  }
  await opened.close();
  await expect(server.services.uploads.openForReading('0'.repeat(32))).rejects.toThrow();
});

test('the upload of a package outlives the sweep while the package does; pages of a returned package are kept thirty days, then go with an event', async () => {
  const { token } = office.archivist;
  const person = await aCataloguedPerson(server, office, {});
  const batch = await aBatch(server, office);
  const { id } = await offer(server, office, { batchId: batch.id, name: packageNameOf(person), files: await wholeVolume(person, { '1/1': 2 }) });
  const { uploadId } = await server.db.selectFrom('intakePackages').select('uploadId').where('id', '=', id).executeTakeFirstOrThrow();
  const uploadsLeft = async (): Promise<boolean> => (await readdir(join(server.dataDirectory, 'uploads'))).includes(`${String(uploadId)}.upload`);
  const travel = async (days: number): Promise<void> => {
    now = new Date(now.getTime() + days * 86_400_000);
    await keepSignedIn(server);
  };
  await travel(9);
  await sweepUploads(server.services);
  expect(await uploadsLeft()).toBe(true);

  let intake = startTestIntake(server);
  await settled(server, id);
  await server.call(token, 'intake.decideBatch', { id: batch.id, verdict: 'return', note: '供应方撤回' });
  await intake.stop();
  expect(await uploadsLeft()).toBe(false);
  const countBlobs = async (): Promise<number> => (await readdir(join(server.dataDirectory, 'pages'), { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).length;
  expect(await countBlobs()).toBe(4);
  for (const [days, left] of [[29, 4], [2, 0]] as const) {
    await travel(days);
    intake = startTestIntake(server);
    await expect.poll(countBlobs, { timeout: left === 0 ? 10_000 : 500 }).toBe(left);
    await intake.stop();
    expect(intake.bugs).toEqual([]);
  }
  expect((await eventsOf(server, `${batch.number}/1`)).at(-1)).toMatchObject({ act: 'intake.sweep', actorId: null, detail: 'pages=2' });
  expect(await server.call(token, 'intake.getPackage', { id })).toMatchObject({ state: 'returned', pages: 2, catalogue: [{ pages: [] }] });
});
