import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VolumeId } from '../../src-shared/domain/ids.ts';
import { aBatch, aCataloguedPerson, judgeAll, offer, packageNameOf, settled, volumeFiles, type IntakeOffice, type RunningIntake, startIntakeHouse } from '../support/delivery.ts';
import { eventsOf } from '../support/office.ts';
import { databaseKinds, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('the life of a batch on %s', kind => {
  let server: TestServer;
  let office: IntakeOffice;
  let intake: RunningIntake;

  beforeAll(async () => {
    ({ server, office, intake } = await startIntakeHouse({ database: kind, hasSecondNet: kind === 'postgres' }));
  });
  afterAll(async () => {
    await intake.stop();
    await server.close();
    expect(intake.bugs).toEqual([]);
  });

  const storedBlobs = async (): Promise<number> => (await readdir(join(server.dataDirectory, 'pages'), { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).length;

  test('offered, checked, let through, sampled, accepted: the pages stand in the volume under a new version, byte by byte', async () => {
    const { token } = office.archivist;
    const plan = { '1/1': 2, '4-1/1': 1, '9-2/1': 3 };
    const person = await aCataloguedPerson(server, office, plan);
    const files = await volumeFiles(plan);
    const batch = await aBatch(server, office);
    expect(batch).toMatchObject({ state: 'open', policyVersion: 1, account: { offered: 0 } });
    expect(batch.number).toMatch(/^JS-20\d\d-0001$/);
    const offered = await offer(server, office, { batchId: batch.id, name: packageNameOf(person), files });
    await settled(server, offered.id);
    const report = await server.call(token, 'intake.getPackage', { id: offered.id });
    expect(report.findings.map(({ rule, variant, severity }) => `${rule} ${variant} ${severity}`)).toEqual(['P05 has-volume warn']);
    expect(report).toMatchObject({ state: 'checked', verdict: 'needs-review', personName: person.name, materials: 3, pages: 6, present: { version: 1, materials: 3, pages: 6 }, batchNumber: batch.number });
    expect(report.catalogue.map(({ classCode, pages }) => [classCode, pages.length])).toEqual([['1', 2], ['4-1', 1], ['9-2', 3]]);

    const open = report.findings.map(({ id }) => id);
    expect(await server.call(token, 'intake.override', { packageId: offered.id, findingIds: open, reason: '首次数字化' })).toMatchObject({ verdict: 'clean', warnings: 0 });
    const closed = await server.call(token, 'intake.closeBatch', { id: batch.id });
    expect(closed).toMatchObject({ state: 'sampling', sample: { drawn: 1, judged: 0, isPassed: null } });
    await expect(server.call(token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '' })).rejects.toMatchObject({ code: 'batch.sample-incomplete' });
    await judgeAll(server, office, { batchId: batch.id });
    await server.call(token, 'intake.decideBatch', { id: batch.id, verdict: 'accept', note: '同意入库' });
    expect(await settled(server, offered.id, ['accepted', 'returned'])).toBe('accepted');
    await expect.poll(async () => (await server.call(token, 'intake.getBatch', { id: batch.id })).state).toBe('accepted');
    expect(await server.call(token, 'intake.getBatch', { id: batch.id })).toMatchObject({ account: { offered: 1, accepted: 1, returned: 0, pagesOffered: 6, pagesAccepted: 6 }, decisionNote: '同意入库' });

    const volume = await server.call(token, 'volumes.get', { id: VolumeId.parse(person.volumeId) });
    expect(volume.version).toBe(2);
    expect(volume.materials.map(({ classCode, pages }) => [classCode, pages.length])).toEqual([['1', 2], ['4-1', 1], ['9-2', 3]]);
    const stored = await server.db.selectFrom('pages').innerJoin('materials', 'materials.id', 'materialId').select(['originalBlob', 'optimisedBlob', 'classCode', 'number']).where('volumeId', '=', person.volumeId).orderBy('classCode').orderBy('number').execute();
    for (const [index, { originalBlob }] of stored.entries()) expect((await server.services.pages.get(originalBlob)).equals(files[index]!.bytes)).toBe(true);
    expect(await storedBlobs()).toBe(12);
    // What stood before is still there, under its version.
    expect(await server.db.selectFrom('materials').select(['untilVersion', 'sinceVersion']).where('volumeId', '=', person.volumeId).where('untilVersion', 'is not', null).execute()).toEqual(Array.from({ length: 3 }, () => ({ sinceVersion: 1, untilVersion: 1 })));
    for (const table of ['intakePages', 'intakeBlobs'] as const) expect(await server.db.selectFrom(table).selectAll().execute()).toEqual([]);
    await expect.poll(() => server.db.selectFrom('uploads').selectAll().execute()).toEqual([]);
    expect(await readdir(join(server.dataDirectory, 'uploads'))).toEqual([]);
    expect((await eventsOf(server, `${batch.number}/1`)).map(({ act }) => act)).toEqual(['intake.offerPackage', 'intake.check', 'intake.getPackage', 'intake.override', 'intake.judge']);
    expect((await eventsOf(server, person.archiveNumber)).map(({ act, detail }) => `${act} ${detail}`)[0]).toBe(`intake.commit ${batch.number}/1 materials=3 pages=6 version=2`);
  });
});
