import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOfDraw, drawPages } from '../../src-server/features/intake/sampling/draw-sample.ts';
import { defectSheetPath, catalogueTemplatePath, intakePagePath } from '../../src-shared/contract/server/intake-operations.ts';
import { VolumeId, type BatchId, type PackageId } from '../../src-shared/domain/ids.ts';
import { anIdNumber } from '../support/administrators.ts';
import { anAccount } from '../support/builders.ts';
import { aBatch, acceptBatch, aCataloguedPerson, aDrawnPage, aNewcomer, anIntakeOffice, catalogueFile, judgeAll, letPass, offer, packageNameOf, settled, volumeFiles, wholeVolume, type IntakeOffice, type PackageFile, type RunningIntake, startIntakeHouse } from '../support/delivery.ts';
import { aKey, aRow, anUpload, aScan, eventsOf, keepSignedIn } from '../support/office.ts';
import { databaseKinds, type TestServer } from '../support/server.ts';

const plan = { '1/1': 2, '4-1/1': 1, '9-2/1': 1 };

describe.each(databaseKinds)('deliveries on %s', kind => {
  let server: TestServer;
  let office: IntakeOffice;
  let intake: RunningIntake;

  beforeAll(async () => {
    ({ server, office, intake } = await startIntakeHouse({ database: kind }));
  });
  afterAll(async () => {
    await intake.stop();
    await server.close();
    expect(intake.bugs).toEqual([]);
  });

  const get = async (url: string, token: string) => server.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
  const deliver = async (batchId: BatchId, name: string, files: readonly PackageFile[]): Promise<PackageId> => {
    const { id } = await offer(server, office, { batchId, name, files });
    await settled(server, id);
    return id;
  };
  const rulesOf = async (id: PackageId): Promise<string[]> => (await server.call(office.archivist.token, 'intake.getPackage', { id })).findings.map(({ rule, variant }) => `${rule} ${variant}`);
  const storedBlobs = async (): Promise<number> => (await readdir(join(server.dataDirectory, 'pages'), { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).length;

  test('a newcomer enters the roster only when two people have let him in; then he is found by name and number', async () => {
    const { archivist, second } = office;
    const newcomer = aNewcomer();
    const batch = await aBatch(server, office);
    const id = await deliver(batch.id, packageNameOf(newcomer), await wholeVolume(newcomer, plan));
    const { findings } = await server.call(archivist.token, 'intake.getPackage', { id });
    expect(findings.map(({ rule, variant, severity }) => `${rule} ${variant} ${severity}`)).toEqual(['P03 unknown-person block']);
    const findingIds = findings.map(finding => finding.id);
    const proposed = await server.call(archivist.token, 'intake.override', { packageId: id, findingIds, reason: '新调入人员' });
    expect(proposed).toMatchObject({ verdict: 'defective', findings: [{ override: { state: 'proposed', isMineToDecide: false } }] });
    await server.call(archivist.token, 'intake.closeBatch', { id: batch.id });
    await expect(server.call(archivist.token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '' })).rejects.toMatchObject({ code: 'batch.overrides-wait' });
    // Neither he himself nor another account of the same person.
    const twin = await anAccount(server.db, { unitId: office.unitId, roles: ['archivist'], idNumber: archivist.idNumber! });
    await keepSignedIn(server);
    const twinToken = await server.signIn(twin.loginName);
    await keepSignedIn(server);
    for (const token of [archivist.token, twinToken]) {
      await expect(server.call(token, 'intake.decideOverride', { packageId: id, findingIds, agrees: true })).rejects.toMatchObject({ code: 'resource.not-found' });
    }
    expect((await server.call(second.token, 'intake.getPackage', { id })).findings[0]?.override?.isMineToDecide).toBe(true);
    expect(await server.call(second.token, 'intake.decideOverride', { packageId: id, findingIds, agrees: true })).toMatchObject({ verdict: 'clean' });
    // It became fit while the batch was being sampled: sampled like the others.
    expect((await server.call(archivist.token, 'intake.getBatch', { id: batch.id })).sample).toMatchObject({ drawn: 1 });
    await judgeAll(server, office, { batchId: batch.id });
    await server.call(archivist.token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '' });
    await settled(server, id, ['accepted']);
    for (const query of [newcomer.name, newcomer.idNumber]) {
      const { items } = await server.call(archivist.token, 'people.search', { query });
      expect(items).toMatchObject([{ name: newcomer.name, volumeCount: 1 }]);
    }
    const report = await server.call(archivist.token, 'intake.getPackage', { id });
    expect(report.catalogue.map(({ pages }) => pages.length)).toEqual([2, 1, 1]);
    const volume = await server.call(archivist.token, 'volumes.get', { id: report.volumeId! });
    expect(volume).toMatchObject({ version: 1, materials: [{ classCode: '1' }, { classCode: '4-1' }, { classCode: '9-2' }] });
    expect(await server.call(archivist.token, 'volumes.completeness', { id: report.volumeId! })).toMatchObject({ verdict: 'failed' });
  });

  test('a faulty delivery comes back with a sheet to work from; the second one shows what was mended and what is missing', async () => {
    const { token } = office.archivist;
    const person = await aCataloguedPerson(server, office, {});
    const first = await aBatch(server, office, { supplier: '=cmd|calc' });
    const pages = await volumeFiles({ '1/1': 2, '4-1/1': 1, '9-2/1': 1 });
    // One page too few against the catalogue, one picture that ends in the middle.
    const broken = pages.map(file => (file.name.startsWith('9-2') ? { ...file, bytes: file.bytes.subarray(0, Math.floor(file.bytes.length / 2)) } : file));
    const faulty = await deliver(first.id, packageNameOf(person), [await catalogueFile(person, { '1/1': 3, '4-1/1': 1, '9-2/1': 1 }), ...broken]);
    expect(await rulesOf(faulty)).toEqual(expect.arrayContaining(['M01 fewer', 'G01 truncated']));
    expect((await server.call(token, 'intake.getPackage', { id: faulty })).verdict).toBe('defective');

    const pdf = await get(defectSheetPath({ batchId: first.id, packageId: faulty }, 'pdf'), token);
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.headers['cache-control'], pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', 'no-store', '%PDF-']);
    const xlsx = await get(defectSheetPath({ batchId: first.id }, 'xlsx'), token);
    const cells = (await readXlsxFile(xlsx.rawPayload)).flatMap(({ data }) => data.flat().map(String));
    expect(cells).toEqual(expect.arrayContaining(['M01', 'G01', '九-2-1 第1页', first.number]));
    // Whoever works from it sees which material.
    const { catalogue } = await server.call(token, 'intake.getPackage', { id: faulty });
    expect(cells).toContain(catalogue.find(({ classCode }) => classCode === '9-2')?.name);
    expect((await get(defectSheetPath({ batchId: first.id, part: 2 }, 'pdf'), token)).json()).toMatchObject({ error: { code: 'sheet.no-such-part', params: { parts: 1 } } });
    expect(cells.filter(cell => /^[=+@]/.test(cell))).toEqual([]);

    await server.call(token, 'intake.closeBatch', { id: first.id });
    await server.call(token, 'intake.decideBatch', { id: first.id, verdict: 'return', note: '退回整改' });
    expect(await server.call(token, 'intake.getBatch', { id: first.id })).toMatchObject({ state: 'returned', account: { offered: 1, returned: 1, pagesOffered: 4, pagesReturned: 4 } });

    const second = await aBatch(server, office);
    const mended = await deliver(second.id, packageNameOf(person), [await catalogueFile(person, { '1/1': 3, '9-2/1': 1 }), ...(await volumeFiles({ '1/1': 3, '9-2/1': 1 }))]);
    const report = await server.call(token, 'intake.getPackage', { id: mended });
    expect(report).toMatchObject({ isSecondDelivery: true, verdict: 'clean', comparison: { batchNumber: first.number, remaining: 0, added: [], missingPages: 1 } });
    expect(report.comparison?.mended.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['M01', 'G01']));
    await acceptBatch(server, office, second.id);
    await settled(server, mended, ['accepted']);
    expect((await server.call(token, 'volumes.get', { id: VolumeId.parse(person.volumeId) })).materials.map(({ pages: own }) => own.length)).toEqual([3, 1]);
  });

  test('case 44: a volume whose catalogue and pages disagree is returned whole beside one that is accepted; nothing of it is in its file', async () => {
    const { token } = office.archivist;
    const batch = await aBatch(server, office);
    const [good, bad] = [await aCataloguedPerson(server, office, {}), await aCataloguedPerson(server, office, {})];
    const accepted = await deliver(batch.id, packageNameOf(good), await wholeVolume(good, { '1/1': 1 }));
    const returned = await deliver(batch.id, packageNameOf(bad), [await catalogueFile(bad, { '1/1': 1, '2/1': 2 }), ...(await volumeFiles({ '1/1': 1, '2/1': 1, '3/1': 1 }))]);
    expect(await rulesOf(returned)).toEqual(expect.arrayContaining(['M01 fewer', 'M03 no-row']));
    await acceptBatch(server, office, batch.id);
    await settled(server, accepted, ['accepted']);
    await settled(server, returned, ['returned']);
    expect(await server.call(token, 'volumes.get', { id: VolumeId.parse(bad.volumeId) })).toMatchObject({ version: 1, materials: [] });
    await expect.poll(async () => (await server.call(token, 'intake.getBatch', { id: batch.id })).account).toMatchObject({ offered: 2, accepted: 1, returned: 1, pagesOffered: 4, pagesAccepted: 1, pagesReturned: 3 });
  });

  test('what an earlier version let through but cannot be filed without losing a page comes back all the same, and says why', async () => {
    const { token } = office.archivist;
    const batch = await aBatch(server, office);
    const person = await aCataloguedPerson(server, office, {});
    const id = await deliver(batch.id, packageNameOf(person), [await catalogueFile(person, { '1/1': 1 }), ...(await volumeFiles({ '1/1': 1, '3/1': 1 }))]);
    const before = await server.call(token, 'intake.getPackage', { id });
    const findingIds = before.findings.map(finding => finding.id);
    await expect(server.call(token, 'intake.override', { packageId: id, findingIds, reason: '经核对属实' })).rejects.toMatchObject({ code: 'override.finding-final', params: { rules: 'M03' } });
    const { archivist, second } = office;
    const at = new Date();
    await server.db.updateTable('intakeFindings').set({ overrideState: 'effective', overrideReason: '经核对属实', overrideBy: archivist.id, overrideAt: at, secondBy: second.id, secondAt: at }).where('packageId', '=', id).execute();
    await server.db.updateTable('intakePackages').set({ verdict: 'clean', blockingCount: 0, warningCount: 0 }).where('id', '=', id).execute();
    await acceptBatch(server, office, batch.id);
    await settled(server, id, ['returned']);
    const report = await server.call(token, 'intake.getPackage', { id });
    expect(report).toMatchObject({ verdict: 'defective', blocking: 1 });
    expect(report.findings.at(-1)).toMatchObject({ rule: 'P01', variant: 'other', found: '图像 2 幅，目录内 1 幅', override: null });
    expect((await server.call(token, 'volumes.get', { id: VolumeId.parse(person.volumeId) })).materials).toEqual([]);
  });

  test('one upload of several volumes becomes as many packages, once; the account balances in packages, pages and bytes', async () => {
    const { token } = office.archivist;
    const batch = await aBatch(server, office);
    const people = await Promise.all([1, 2, 3].map(() => aCataloguedPerson(server, office, {})));
    const files = (await Promise.all(people.map(person => wholeVolume(person, { '1/1': 1, '2/1': 1 }, `${packageNameOf(person)}/`)))).flat();
    const offered = await offer(server, office, { batchId: batch.id, name: '三卷.zip', files });
    await expect.poll(async () => (await server.call(token, 'intake.getBatch', { id: batch.id })).account, { timeout: 30_000 }).toMatchObject({ offered: 3, clean: 3, pagesOffered: 6 });
    const { account } = await server.call(token, 'intake.getBatch', { id: batch.id });
    expect(account.bytes).toBe(offered.bytes);
    const { items } = await server.call(token, 'intake.listPackages', { batchId: batch.id });
    expect(items.map(({ number, personName }) => [number, personName])).toEqual(items.map(({ number }) => [number, people.find(({ name }) => items[number - 1]?.personName === name)?.name]));
    expect((await server.call(token, 'intake.listPackages', { batchId: batch.id, query: people[1]!.name })).items).toHaveLength(1);
    await acceptBatch(server, office, batch.id);
    await expect.poll(async () => (await server.call(token, 'intake.getBatch', { id: batch.id })).state, { timeout: 20_000 }).toBe('accepted');
    expect((await server.call(token, 'intake.getBatch', { id: batch.id })).account).toMatchObject({ offered: 3, accepted: 3, returned: 0, withdrawn: 0, pagesOffered: 6, pagesAccepted: 6, pagesReturned: 0 });
  });

  test('the same offer sent again is one package; bytes that are not what was declared are a finding, nothing of them is stored', async () => {
    const { token } = office.archivist;
    const batch = await aBatch(server, office);
    const before = await storedBlobs();
    const { id } = await offer(server, office, { batchId: batch.id, name: '错.zip', files: [{ name: '1.履历材料/0101.jpg', bytes: await aDrawnPage() }], digest: 'ab'.repeat(32) });
    await settled(server, id);
    expect(await rulesOf(id)).toEqual(['P01 digest-differs']);
    expect(await storedBlobs()).toBe(before);
    expect(await server.call(token, 'intake.getBatch', { id: batch.id })).toMatchObject({ account: { offered: 1, defective: 1 } });
  });

  test('the sample can be drawn again from what the log says; a failed sample lets nothing in', async () => {
    const { token } = office.archivist;
    const batch = await aBatch(server, office);
    const person = await aCataloguedPerson(server, office, {});
    await deliver(batch.id, packageNameOf(person), await wholeVolume(person, { '1/1': 21, '2/1': 4 }));
    await server.call(token, 'intake.closeBatch', { id: batch.id });
    const { items } = await server.call(token, 'intake.getSample', { id: batch.id });
    expect(items.length).toBe(2); // 5 % of 25, rounded up
    const detail = (await eventsOf(server, batch.number)).find(({ act }) => act === 'intake.closeBatch')?.detail ?? '';
    const [, seed = '', digest = ''] = /seed=(\w+) drawn=2 sha256=(\w+)/.exec(detail) ?? [];
    const pages = await server.db.selectFrom('intakePages').innerJoin('intakePackages', 'intakePackages.id', 'packageId').select('intakePages.id').where('batchId', '=', batch.id).execute();
    const again = drawPages(seed, pages.map(({ id }) => id), 0.05);
    expect(again).toEqual(items.map(({ page }) => page.id as string).sort());
    expect(digestOfDraw(again)).toBe(digest);
    await judgeAll(server, office, { batchId: batch.id, isPlaceRight: false });
    expect((await server.call(token, 'intake.getBatch', { id: batch.id })).sample).toMatchObject({ wrongPlace: 2, isPassed: false });
    await expect(server.call(token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '' })).rejects.toMatchObject({ code: 'batch.sample-failed', params: { wrongPlace: 2 } });
  });

  test('a volume that has moved on since the check is checked again, not overwritten', async () => {
    const { token } = office.archivist;
    const person = await aCataloguedPerson(server, office, {});
    const volumeId = VolumeId.parse(person.volumeId);
    const batch = await aBatch(server, office);
    const id = await deliver(batch.id, packageNameOf(person), await wholeVolume(person, { '1/1': 1 }));
    await server.call(token, 'intake.closeBatch', { id: batch.id });
    await judgeAll(server, office, { batchId: batch.id });
    await server.call(token, 'volumes.fileMaterial', { volumeId, idempotencyKey: aKey(), row: aRow('3', 1), pages: [await anUpload(server, office.archivist.id, await aScan())] });
    await server.call(token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '' });
    await expect.poll(async () => rulesOf(id), { timeout: 20_000 }).toEqual(['P05 has-volume']);
    await settled(server, id, ['checked']);
    expect((await server.call(token, 'volumes.get', { id: volumeId })).materials).toMatchObject([{ classCode: '3' }]);
    await letPass(server, office, id);
    await server.call(token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '' });
    await settled(server, id, ['accepted']);
    expect((await server.call(token, 'volumes.get', { id: volumeId })).materials).toMatchObject([{ classCode: '1' }]);
    await expect.poll(async () => (await server.call(token, 'intake.getBatch', { id: batch.id })).state).toBe('accepted');
  });

  test('loose material goes on with the numbers of the volume; one sheet goes into the volumes of many, or of none', async () => {
    const { token } = office.archivist;
    const people = [await aCataloguedPerson(server, office, { '3/1': 1, '3/2': 1 }), await aCataloguedPerson(server, office, {})];
    const batch = await aBatch(server, office, { kind: 'loose' });
    const id = await deliver(batch.id, packageNameOf(people[0]!), await wholeVolume(people[0]!, { '3/1': 2, '7/1': 1 }));
    expect(await rulesOf(id)).toEqual([]);
    await acceptBatch(server, office, batch.id);
    await settled(server, id, ['accepted']);
    const placesOf = async (volumeId: string): Promise<string[]> => (await server.call(token, 'volumes.get', { id: VolumeId.parse(volumeId) })).materials.map(({ classCode, sequence, pages }) => `${classCode}/${String(sequence)}:${String(pages.length)}`);
    expect(await placesOf(people[0]!.volumeId)).toEqual(['3/1:0', '3/2:0', '3/3:2', '7/1:1']);

    const { sequence: _, ...row } = aRow('3', 1, 1);
    const volumeIds = people.map(({ volumeId }) => VolumeId.parse(volumeId));
    const filing = { idempotencyKey: aKey(), volumeIds, row, pages: [await anUpload(server, office.archivist.id, await aScan())] };
    const { materials } = await server.call(token, 'intake.fileLoose', filing);
    expect(materials.map(({ volumeId, material }) => [volumeId, material.sequence]).sort()).toEqual([[volumeIds[0], 4], [volumeIds[1], 1]].sort());
    expect((await server.call(token, 'intake.fileLoose', filing)).materials.map(({ material }) => material.id).sort()).toEqual(materials.map(({ material }) => material.id).sort());
    const stranger = await aCataloguedPerson(server, await anIntakeOffice(server), {});
    await expect(server.call(token, 'intake.fileLoose', { ...filing, idempotencyKey: aKey(), volumeIds: [...volumeIds, VolumeId.parse(stranger.volumeId)], pages: [await anUpload(server, office.archivist.id, await aScan())] })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await placesOf(people[1]!.volumeId)).toEqual(['3/1:1']);
  });

  test('a delivered page is shown marked, once in the log for each reader; archivists elsewhere, the person himself and administrators see nothing', async () => {
    const { token, id: accountId } = office.archivist;
    const person = await aCataloguedPerson(server, office, {});
    const batch = await aBatch(server, office);
    const files = await wholeVolume(person, { '1/1': 2 });
    const id = await deliver(batch.id, packageNameOf(person), files);
    const { catalogue } = await server.call(token, 'intake.getPackage', { id });
    const [first, next] = catalogue[0]!.pages;
    const shown = await get(intakePagePath(id, first!.id), token);
    expect([shown.statusCode, shown.headers['cache-control'], (await sharp(shown.rawPayload).metadata()).width]).toEqual([200, 'no-store', 620]);
    expect(createHash('sha256').update(shown.rawPayload).digest('hex')).not.toBe(createHash('sha256').update(files[1]!.bytes).digest('hex'));
    await get(intakePagePath(id, next!.id), token);
    expect((await eventsOf(server, `${batch.number}/1`)).filter(({ act, actorId }) => act === 'intake.readPage' && actorId === accountId)).toHaveLength(1);
    expect((await get(catalogueTemplatePath('since-2012'), token)).statusCode).toBe(200);

    const elsewhere = await anIntakeOffice(server);
    const himself = await anAccount(server.db, { unitId: office.unitId, roles: ['archivist'], idNumber: person.idNumber });
    const administrator = await anAccount(server.db, { unitId: office.unitId, roles: ['security-officer'], idNumber: anIdNumber() });
    for (const stranger of [elsewhere.archivist.token, await server.signIn(himself.loginName), await server.signIn(administrator.loginName)]) {
      await expect(server.call(stranger, 'intake.getPackage', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
      expect((await get(intakePagePath(id, first!.id), stranger)).statusCode).toBe(404);
      expect((await get(defectSheetPath({ batchId: batch.id, packageId: id }, 'pdf'), stranger)).statusCode).toBe(404);
    }
    expect((await server.call(elsewhere.archivist.token, 'intake.listBatches', {})).items).toEqual([]);
    await expect(server.call(elsewhere.archivist.token, 'intake.getBatch', { id: batch.id })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('paused, a batch waits; what waits can be taken back, and stays in the account', async () => {
    const { token } = office.archivist;
    const batch = await aBatch(server, office);
    await server.call(token, 'intake.setPaused', { id: batch.id, isPaused: true });
    const person = await aCataloguedPerson(server, office, {});
    const { id } = await offer(server, office, { batchId: batch.id, name: packageNameOf(person), files: await wholeVolume(person, { '1/1': 1 }) });
    await new Promise(resolve => setTimeout(resolve, 2500));
    expect((await server.call(token, 'intake.getPackage', { id })).state).toBe('waiting');
    await server.call(token, 'intake.withdrawPackage', { id, reason: '误传' });
    await server.call(token, 'intake.setPaused', { id: batch.id, isPaused: false });
    expect(await server.call(token, 'intake.getBatch', { id: batch.id })).toMatchObject({ account: { offered: 1, withdrawn: 1, waiting: 0 } });
    await expect(server.call(token, 'intake.closeBatch', { id: batch.id })).rejects.toMatchObject({ code: 'batch.empty' });
    await expect.poll(async () => (await server.db.selectFrom('uploads').innerJoin('intakePackages', 'uploadId', 'uploads.id').select('uploads.id').where('batchId', '=', batch.id).execute()).length, { timeout: 5000 }).toBe(0);
  });
});
