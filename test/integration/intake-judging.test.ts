import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchKind } from '../../src-shared/domain/intake.ts';
import type { PackageId } from '../../src-shared/domain/ids.ts';
import { aBatch, aNewcomer, aCataloguedPerson, aDrawnPage, offer, catalogueFile, packageNameOf, settled, volumeFiles, wholeVolume, type Delivered, type IntakeOffice, type PackageFile, type RunningIntake, startIntakeHouse } from '../support/delivery.ts';
import { xmlFiles, type WritableRow, type WritableVolume } from '../support/package-writers.ts';
import { type TestServer } from '../support/server.ts';

let server: TestServer;
let office: IntakeOffice;
let intake: RunningIntake;

beforeAll(async () => {
  ({ server, office, intake } = await startIntakeHouse({ database: 'pglite' }));
});
afterAll(async () => {
  await intake.stop();
  await server.close();
  expect(intake.bugs).toEqual([]);
});

const deliver = async (kind: BatchKind, name: string, files: readonly PackageFile[]): Promise<PackageId> => {
  const batch = await aBatch(server, office, { kind });
  const { id } = await offer(server, office, { batchId: batch.id, name, files });
  await settled(server, id);
  return id;
};
const findingsOf = async (id: PackageId) => (await server.call(office.archivist.token, 'intake.getPackage', { id })).findings;
const wordsOf = async (id: PackageId): Promise<string[]> => (await findingsOf(id)).map(({ rule, variant }) => `${rule} ${variant}`);

describe('digests that a package declares', () => {
  test.each(['sm3', 'md5', 'sha256'] as const)('in %s are held against the pages, and the one that differs is named by its place', async algorithm => {
    const person = await aCataloguedPerson(server, office, {});
    const volume = await writable(person);
    const files = xmlFiles(volume, { algorithm }).map(({ path, bytes }): PackageFile => ({ name: path, bytes }));
    expect(await wordsOf(await deliver('volumes', packageNameOf(person), files))).not.toContain('P01 digest-differs');
    const swapped = await Promise.all(files.map(async file => (/原始图像\/4-1.*\/0101\.jpg$/.test(file.name) ? { ...file, bytes: await aDrawnPage() } : file)));
    const found = (await findingsOf(await deliver('volumes', packageNameOf(person), swapped))).filter(({ rule }) => rule === 'P01');
    expect(found).toMatchObject([{ variant: 'digest-differs', severity: 'block', place: { classCode: '4-1', sequence: 1, page: 1 } }]);
    expect(found[0]?.pageId).not.toBeNull();
  });

  const writable = async ({ name, idNumber, archiveNumber }: Delivered): Promise<WritableVolume> => {
    const row = async (classCode: WritableRow['classCode'], pages: number): Promise<WritableRow> => ({ classCode, sequence: 1, name: `材料${classCode}`, formedOn: '1990', remark: '', pages: await Promise.all(Array.from({ length: pages }, async () => ({ original: await aDrawnPage(), optimised: await aDrawnPage() }))) });
    const rest = { gender: null, bornOn: null, ethnicity: null, nativePlace: null, politicalStatus: null, workStartedOn: null, unitName: null, post: null };
    return { person: { name, idNumber, archiveNumber, ...rest }, secrecy: { level: 'secret', years: 10 }, rows: [await row('1', 2), await row('4-1', 1)] };
  };
});

describe('a loose batch', () => {
  test('is judged as what is added to a volume, not as a volume', async () => {
    const { version, policy } = await server.call(office.approver.token, 'intake.getPolicy', {});
    const { C10: _off, ...severities } = policy.severities;
    await server.call(office.approver.token, 'intake.setPolicy', { version, policy: { ...policy, severities }, reason: '查主要材料' });
    const person = await aCataloguedPerson(server, office, { '3/1': 1, '3/2': 1, '7/1': 1 });
    const files = await wholeVolume(person, { '3/3': 1 });
    expect(await wordsOf(await deliver('volumes', packageNameOf(person), files))).toEqual(expect.arrayContaining(['C02 start', 'C10 resume', 'P05 fewer-materials']));
    expect(await wordsOf(await deliver('loose', packageNameOf(person), files))).toEqual([]);
  });

  test('without a catalogue is not given the one of the volume; without a volume it blocks', async () => {
    const known = await aCataloguedPerson(server, office, { '3/1': 1 });
    const pictures = (await wholeVolume(known, { '3/1': 1 })).filter(({ name }) => name.endsWith('.jpg'));
    expect(await wordsOf(await deliver('loose', packageNameOf(known), pictures))).toContain('M03 no-catalogue');
    const person = await aCataloguedPerson(server, office, {});
    await server.db.deleteFrom('volumes').where('personId', '=', person.personId).execute();
    expect(await wordsOf(await deliver('loose', packageNameOf(person), await wholeVolume(person, { '3/1': 1 })))).toEqual(['P05 no-volume']);
  });
});

describe('letting through', () => {
  const attempt = async (id: PackageId, rule: string): Promise<unknown> => {
    const findingIds = (await findingsOf(id)).filter(finding => finding.rule === rule).map(finding => finding.id);
    expect(findingIds, rule).not.toEqual([]);
    return server.call(office.archivist.token, 'intake.override', { packageId: id, findingIds, reason: '经核对属实' });
  };

  test('is refused for what cannot be filed, and for everything that blocks beside it; warnings are free', async () => {
    const newcomer = aNewcomer();
    const files = [...(await wholeVolume(newcomer, { '1/1': 2 })), ...(await volumeFiles({ '3/1': 1 })), { name: '15.材料/0101.jpg', bytes: await aDrawnPage() }];
    const id = await deliver('volumes', packageNameOf(newcomer), files);
    expect(await wordsOf(id)).toEqual(expect.arrayContaining(['P03 unknown-person', 'C01 folder-class', 'M03 no-row']));
    await expect(attempt(id, 'C01')).rejects.toMatchObject({ code: 'override.finding-final', params: { rules: 'C01' } });
    await expect(attempt(id, 'M03')).rejects.toMatchObject({ code: 'override.finding-final', params: { rules: 'M03' } });
    await expect(attempt(id, 'P03')).rejects.toMatchObject({ code: 'override.package-unfit' });
    expect((await findingsOf(id)).filter(({ override }) => override !== null)).toEqual([]);
  });

  test('is there for what can be filed: another number of pages than the catalogue says is answered for by two people', async () => {
    const person = await aCataloguedPerson(server, office, {});
    const id = await deliver('volumes', packageNameOf(person), [await catalogueFile(person, { '1/1': 3 }), ...(await volumeFiles({ '1/1': 2 }))]);
    expect(await wordsOf(id)).toContain('M01 fewer');
    await attempt(id, 'M01');
    const findingIds = (await findingsOf(id)).filter(({ override }) => override?.state === 'proposed').map(finding => finding.id);
    expect(findingIds).toHaveLength(1);
    expect(await server.call(office.second.token, 'intake.decideOverride', { packageId: id, findingIds, agrees: true })).toMatchObject({ blocking: 0 });
  });
});
