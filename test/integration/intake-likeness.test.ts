import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openContainer } from '../../src-server/features/intake/packages/container/container.ts';
import { sourceOf, standardMapping } from '../../src-server/features/intake/packages/index.ts';
import { defectSheetPath } from '../../src-shared/contract/server/intake-operations.ts';
import { aBatch, acceptBatch, aCataloguedPerson, catalogueFile, judgeAll, letPass, offer, packageNameOf, settled, startIntakeHouse, volumeFiles, wholeVolume, type Delivered, type IntakeOffice, type PackageFile, type RunningIntake } from '../support/delivery.ts';
import { eventsOf } from '../support/office.ts';
import { databaseKinds, type TestServer } from '../support/server.ts';
import { aWrittenPage } from '../support/written-page.ts';
import type { PackageId } from '../../src-shared/domain/ids.ts';

describe.each(databaseKinds)('on %s', kind => {
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

  const withPages = async (person: Delivered, pages: readonly Buffer[]): Promise<PackageFile[]> => {
    const plan = { '3/1': pages.length };
    const files = await volumeFiles(plan);
    return [await catalogueFile(person, plan), ...files.map((file, index) => ({ ...file, bytes: pages[index]! }))];
  };
  const deliver = async (person: Delivered, files: readonly PackageFile[]) => {
    const batch = await aBatch(server, office);
    const { id } = await offer(server, office, { batchId: batch.id, name: packageNameOf(person), files });
    await settled(server, id);
    return { id, batch };
  };
  const duplicatesOf = async (id: PackageId) => (await server.call(office.archivist.token, 'intake.getPackage', { id })).findings.filter(({ rule }) => rule === 'G12').map(({ variant, place, found }) => ({ variant, page: place.page, found }));

  test('a sheet that was scanned twice is found in its volume, and later in the file of somebody else, who has filled no such form', async () => {
    const [person, other, third] = [await aCataloguedPerson(server, office, {}), await aCataloguedPerson(server, office, {}), await aCataloguedPerson(server, office, {})];
    const sheet = `${kind} sheet`;
    const first = await deliver(person, await withPages(person, [await aWrittenPage(sheet), await aWrittenPage(`${kind} another`), await aWrittenPage(sheet, { degrees: 0.7, quality: 60, brightness: 0.9 })]));
    expect(await duplicatesOf(first.id)).toEqual([{ variant: 'near', page: 3, found: '3-1/1' }]);

    // The page of the finding is in the workbook for the supplier.
    const url = defectSheetPath({ batchId: first.batch.id, packageId: first.id }, 'xlsx');
    const workbook = await server.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${office.archivist.token}` } });
    expect((await openContainer(sourceOf(workbook.rawPayload))).files.filter(({ path }) => path.startsWith('xl/media/'))).toHaveLength(1);

    // While the first one waits to be accepted, and when it lies in its volume.
    const misplaced = await deliver(other, await withPages(other, [await aWrittenPage(`${kind} his own`), await aWrittenPage(sheet, { degrees: -0.5, quality: 70 })]));
    expect(await duplicatesOf(misplaced.id)).toMatchObject([{ variant: 'foreign-near', page: 2, found: expect.stringContaining(`${first.batch.number}/1`) as string }]); // `as`: a matcher of the library
    await letPass(server, office, first.id);
    await acceptBatch(server, office, first.batch.id);
    await settled(server, first.id, ['accepted']);
    const again = await deliver(third, await withPages(third, [await aWrittenPage(sheet, { degrees: 0.4, quality: 75 })]));
    expect((await duplicatesOf(again.id)).map(({ variant }) => variant)).toEqual(['foreign-near']);

    // The index keeps nothing of what a second check replaced.
    const prints = await server.db.selectFrom('pagePrints').select('pageId').execute();
    const known = new Set([...(await server.db.selectFrom('intakePages').select('id').execute()), ...(await server.db.selectFrom('pages').select('id').execute())].map(({ id }) => id));
    expect(prints.filter(({ pageId }) => !known.has(pageId))).toEqual([]);
    expect(prints.length).toBeGreaterThan(3);
  });

  test('an answer of the sample is taken back, and the log keeps what it was; looking at a report again and again is one look', async () => {
    const person = await aCataloguedPerson(server, office, {});
    const { token } = office.archivist;
    const { id, batch } = await deliver(person, await wholeVolume(person, { '3/1': 1 }));
    for (let look = 0; look < 3; look++) await server.call(token, 'intake.getPackage', { id });
    await server.call(token, 'intake.closeBatch', { id: batch.id });
    await judgeAll(server, office, { batchId: batch.id, isPlaceRight: false });
    const { items: [item] } = await server.call(token, 'intake.getSample', { id: batch.id });
    expect(await server.call(token, 'intake.unjudge', { batchId: batch.id, itemId: item!.id })).toMatchObject({ isPlaceRight: null, isPictureGood: null });
    expect((await server.call(token, 'intake.getBatch', { id: batch.id })).sample).toMatchObject({ drawn: 1, judged: 0, wrongPlace: 0 });
    const acts = (await eventsOf(server, `${batch.number}/1`)).map(({ act }) => act);
    expect(acts.filter(act => act === 'intake.getPackage')).toHaveLength(1);
    expect(acts.slice(-2)).toEqual(['intake.judge', 'intake.unjudge']);
  });

  test('a unit reads XML by the names of its supplier, in the version that the batch was opened under', async () => {
    const { archivist, approver } = office;
    const mapping = { ...standardMapping, root: ['人事卷'], person: { ...standardMapping.person, element: ['人'] } };
    const sample = '<人事卷><人><姓名>王建国</姓名><档号>G1</档号></人><目录信息><材料><类号>3</类号><序号>1</序号><材料名称>年度考核登记表</材料名称><页数>1</页数></材料></目录信息></人事卷>';
    const tried = await server.call(archivist.token, 'intake.tryMapping', { mapping, sample });
    expect(tried).toMatchObject({ isRootKnown: true, persons: [{ name: '王建国', archiveNumber: 'G1' }], rowCount: 1, rows: [{ classCode: '3', name: '年度考核登记表' }] });
    expect((await server.call(archivist.token, 'intake.tryMapping', { mapping: standardMapping, sample })).isRootKnown).toBe(false);
    await expect(server.call(archivist.token, 'intake.tryMapping', { mapping, sample: sample.slice(0, 40) })).rejects.toMatchObject({ code: 'mapping.sample-unreadable' });

    const name = `某公司 ${kind}`;
    const wanted = { name, version: 0, mapping, reason: '供应方字段名不同' };
    await expect(server.call(archivist.token, 'intake.setMapping', wanted)).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(approver.token, 'intake.setMapping', { ...wanted, mapping: { ...mapping, root: [] } })).rejects.toMatchObject({ code: 'input.invalid' });
    expect(await server.call(approver.token, 'intake.setMapping', wanted)).toEqual({ version: 1 });
    await expect(server.call(approver.token, 'intake.setMapping', wanted)).rejects.toMatchObject({ code: 'record.changed' });
    await expect(aBatch(server, office, { mappingName: '没有的' })).rejects.toMatchObject({ code: 'resource.not-found' });

    const person = await aCataloguedPerson(server, office, {});
    const own = [{ name: '人事卷.xml', bytes: Buffer.from(sample.replace('王建国', person.name).replace('G1', person.archiveNumber)) }, ...(await volumeFiles({ '3/1': 1 }))];
    const rulesUnder = async (mappingName: string | null): Promise<string[]> => {
      const batch = await aBatch(server, office, { mappingName });
      const { id } = await offer(server, office, { batchId: batch.id, name: packageNameOf(person), files: own });
      await settled(server, id);
      expect((await server.call(archivist.token, 'intake.getBatch', { id: batch.id })).mapping).toEqual(mappingName === null ? null : { name, version: 1 });
      return (await server.call(archivist.token, 'intake.getPackage', { id })).findings.map(({ rule, variant }) => `${rule} ${variant}`);
    };
    expect(await rulesUnder(null)).toContain('P02 wrong-root');
    expect((await rulesUnder(name)).filter(rule => rule.startsWith('P0'))).toEqual([]);
    expect(await server.call(archivist.token, 'intake.listMappings', {})).toMatchObject({ mappings: [{ name, version: 1, setBy: approver.displayName }] });
  });
});
