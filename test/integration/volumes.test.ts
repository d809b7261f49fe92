import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountId, PersonId, VolumeId } from '../../src-shared/domain/ids.ts';
import { plainRecipe } from '../../src-shared/domain/page-recipe.ts';
import { aPerson, aRelative, aUnit, aVolume, anAccount } from '../support/builders.ts';
import { aKey, aRow, aScan, anUpload, eventsOf } from '../support/office.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('volumes on %s', kind => {
  let server: TestServer;
  let archivist: Awaited<ReturnType<typeof anAccount>>;
  let token: string;

  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    archivist = await anAccount(server.db, { roles: ['archivist'] });
    token = await server.signIn(archivist.loginName);
  });
  afterAll(() => server.close());

  const aVolumeHere = async () => {
    const person = await aPerson(server.db, { unitId: archivist.unitId });
    return { person, volumeId: VolumeId.parse((await aVolume(server.db, { personId: person.id })).id) };
  };
  const scans = async (count: number) => Promise.all(Array.from({ length: count }, async () => anUpload(server, archivist.id, await aScan())));
  const storedBlobs = async (): Promise<number> => (await readdir(join(server.dataDirectory, 'pages'), { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).length;

  test('a volume is created once, however often the command arrives; a second is refused', async () => {
    const person = await aPerson(server.db, { unitId: archivist.unitId });
    const personId = PersonId.parse(person.id);
    const idempotencyKey = aKey();
    const made = await Promise.all([1, 2, 3].map(() => server.call(token, 'volumes.create', { personId, idempotencyKey })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await server.call(token, 'people.get', { id: personId })).volumeCount).toBe(1);
    await expect(server.call(token, 'volumes.create', { personId, idempotencyKey: aKey() })).rejects.toMatchObject({ code: 'volume.already-exists' });
    expect((await eventsOf(server, person.archiveNumber)).map(({ act }) => act)).toEqual(['volumes.create']);
  });

  test('a filed material stands in the catalogue with its pages; the original is kept byte by byte', async () => {
    const { person, volumeId } = await aVolumeHere();
    const original = await aScan({ width: 300, height: 200 });
    const turned = { ...(await anUpload(server, archivist.id, original)), recipe: { ...plainRecipe, turn: 90 as const } };
    const material = await server.call(token, 'volumes.fileMaterial', { volumeId, idempotencyKey: aKey(), row: aRow('4-1', 1, 2), pages: [turned, ...(await scans(1))] });
    expect(material).toMatchObject({ classCode: '4-1', sequence: 1, formedOn: '198703', pages: [{ number: 1, widthPx: 200, heightPx: 300 }, { number: 2, widthPx: 420 }] });
    const volume = await server.call(token, 'volumes.get', { id: volumeId });
    expect(volume).toMatchObject({ personName: person.name, version: 1, secrecy: { level: 'secret', years: 10 }, materials: [material] });
    const row = await server.db.selectFrom('pages').selectAll().where('id', '=', material.pages[0]!.id).executeTakeFirstOrThrow();
    expect(await server.services.pages.get(row.originalBlob)).toEqual(original);
    expect(row).toMatchObject({ originalDigest: turned.digest, recipe: { turn: 90 }, dpi: 300 });
    expect(await server.db.selectFrom('uploads').select('id').where('accountId', '=', archivist.id).execute()).toEqual([]);
    expect((await eventsOf(server, person.archiveNumber)).map(({ act, detail }) => `${act} ${detail}`)).toEqual(['volumes.fileMaterial 4-1-1 pages=2 version=1', 'volumes.get ']);
  });

  test('the catalogue is ordered by class, then sequence', async () => {
    const { volumeId } = await aVolumeHere();
    for (const [code, sequence] of [['10', 1], ['9-1', 1], ['2', 1], ['9-1', 2], ['1', 1]] as const) {
      await server.call(token, 'volumes.fileMaterial', { volumeId, idempotencyKey: aKey(), row: aRow(code, sequence), pages: await scans(1) });
    }
    const { materials, version } = await server.call(token, 'volumes.get', { id: volumeId });
    expect(materials.map(({ classCode, sequence }) => `${classCode}/${String(sequence)}`)).toEqual(['1/1', '2/1', '9-1/1', '9-1/2', '10/1']);
    expect(version).toBe(5);
  });

  test('the same filing sent again, or three times at once, is filed once', async () => {
    const { volumeId } = await aVolumeHere();
    const filing = { volumeId, idempotencyKey: aKey(), row: aRow('1', 1), pages: await scans(1) };
    const before = await storedBlobs();
    const filed = await Promise.allSettled([1, 2, 3].map(() => server.call(token, 'volumes.fileMaterial', filing)));
    const again = await server.call(token, 'volumes.fileMaterial', filing);
    const ids = filed.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value.id] : []));
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set([...ids, again.id]).size).toBe(1);
    // Twins that came too late may find the uploads gone: nothing but that, and it is worth a retry.
    for (const outcome of filed) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'upload.incomplete' });
    expect((await server.call(token, 'volumes.get', { id: volumeId })).materials).toHaveLength(1);
    expect(await storedBlobs()).toBe(before + 2);
  });

  describe('refused whole, leaving neither rows nor images:', () => {
    const refusals = {
      'more catalogue pages than images': { row: aRow('1', 1, 3), code: 'catalogue.pages-differ', params: { catalogue: 3, images: 2 } },
      'fewer catalogue pages than images': { row: aRow('1', 1, 1), code: 'catalogue.pages-differ', params: { catalogue: 1, images: 2 } },
      'a gap in the numbers': { row: aRow('1', 2, 2), code: 'catalogue.sequence-gap', params: { classCode: '1', sequence: 2, next: 1 } },
    };
    test.each(Object.entries(refusals))('%s', async (_name, { row, code, params }) => {
      const { volumeId } = await aVolumeHere();
      await expectRefusal({ volumeId, row, pages: await scans(2) }, { code, params });
    });

    test('a number that is taken', async () => {
      const { volumeId } = await aVolumeHere();
      await server.call(token, 'volumes.fileMaterial', { volumeId, idempotencyKey: aKey(), row: aRow('1', 1), pages: await scans(1) });
      await expectRefusal({ volumeId, row: aRow('1', 1), pages: await scans(1) }, { code: 'catalogue.sequence-taken', params: { next: 2 } });
    });

    test('one image sent for two pages', async () => {
      const { volumeId } = await aVolumeHere();
      const [scan] = await scans(1);
      await expectRefusal({ volumeId, row: aRow('1', 1, 2), pages: [scan!, scan!] }, { code: 'catalogue.pages-differ', params: { images: 1 } });
    });

    test('a page whose digest differs', async () => {
      const { volumeId } = await aVolumeHere();
      const [good, bad] = await scans(2);
      await expectRefusal({ volumeId, row: aRow('1', 1, 2), pages: [good!, { ...bad!, digest: 'ab'.repeat(32) }] }, { code: 'upload.digest-differs', params: { page: 2 } });
    });

    test('a page that never arrived, or is another account’s', async () => {
      const { volumeId } = await aVolumeHere();
      const [good] = await scans(1);
      const other = await anAccount(server.db, { unitId: archivist.unitId, roles: ['archivist'] });
      const foreign = await anUpload(server, other.id, await aScan());
      for (const page of [foreign, { ...good!, uploadId: 'f'.repeat(32) }]) {
        await expectRefusal({ volumeId, row: aRow('1', 1, 2), pages: [good!, page] }, { code: 'upload.incomplete', params: { page: 2 } });
      }
    });

    test('a page that is no image, or is cut off', async () => {
      const { volumeId } = await aVolumeHere();
      const scan = await aScan();
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
      for (const bytes of [Buffer.from('not an image'), svg, scan.subarray(0, Math.floor(scan.length * 0.6))]) {
        const pages = [...(await scans(1)), await anUpload(server, archivist.id, bytes)];
        await expectRefusal({ volumeId, row: aRow('1', 1, 2), pages }, { code: 'image.unreadable', params: { page: 2 } });
      }
    });

    const expectRefusal = async (filing: { volumeId: VolumeId; row: ReturnType<typeof aRow>; pages: Awaited<ReturnType<typeof anUpload>>[] }, error: object): Promise<void> => {
      const before = await storedBlobs();
      const { version } = await server.call(token, 'volumes.get', { id: filing.volumeId });
      await expect(server.call(token, 'volumes.fileMaterial', { ...filing, idempotencyKey: aKey() })).rejects.toMatchObject(error);
      expect(await server.call(token, 'volumes.get', { id: filing.volumeId })).toMatchObject({ version, materials: version === 0 ? [] : [{ sequence: 1 }] });
      expect(await storedBlobs()).toBe(before);
    };
  });

  test('two who file the same number at once: one is filed, the other is told the next number', async () => {
    const { volumeId } = await aVolumeHere();
    const uploads = await scans(2);
    const outcomes = await Promise.allSettled(uploads.map(page => server.call(token, 'volumes.fileMaterial', { volumeId, idempotencyKey: aKey(), row: aRow('3', 1), pages: [page] })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'catalogue.sequence-taken', params: { next: 2 } } });
  });

  test('neither an archivist of another unit, nor a reader, nor the person himself gets at the volume', async () => {
    const { person, volumeId } = await aVolumeHere();
    const strangers = [
      await anAccount(server.db, { roles: ['archivist'] }),
      await anAccount(server.db, { unitId: archivist.unitId, roles: ['reader'] }),
      await anAccount(server.db, { unitId: archivist.unitId, roles: ['archivist'], idNumber: person.idNumber }),
    ];
    const related = await anAccount(server.db, { unitId: archivist.unitId, roles: ['archivist'] });
    await aRelative(server.db, related.id, person.idNumber);
    for (const { loginName } of [...strangers, related]) {
      const stranger = await server.signIn(loginName);
      await expect(server.call(stranger, 'volumes.get', { id: volumeId })).rejects.toMatchObject({ code: 'resource.not-found' });
      await expect(server.call(stranger, 'volumes.fileMaterial', { volumeId, idempotencyKey: aKey(), row: aRow('1', 1), pages: await scans(1) })).rejects.toMatchObject({ code: 'resource.not-found' });
    }
    expect((await eventsOf(server, person.archiveNumber)).filter(({ result }) => result === 'denied').length).toBeGreaterThanOrEqual(6);
  });

  test('a key that another filing has used is refused', async () => {
    const [first, second] = [await aVolumeHere(), await aVolumeHere()];
    const idempotencyKey = aKey();
    await server.call(token, 'volumes.fileMaterial', { volumeId: first.volumeId, idempotencyKey, row: aRow('1', 1), pages: await scans(1) });
    await expect(server.call(token, 'volumes.fileMaterial', { volumeId: second.volumeId, idempotencyKey, row: aRow('1', 1), pages: await scans(1) })).rejects.toMatchObject({ code: 'record.changed' });
  });

  test('a volume of 400 pages comes in one go', async () => {
    const { volumeId } = await aVolumeHere();
    const materialIds = Array.from({ length: 40 }, () => randomUUID());
    const blob = { widthPx: 2480, heightPx: 3508, dpi: 300, originalBlob: '', originalDigest: '', optimisedBlob: '', recipe: plainRecipe } as const;
    await server.db.insertInto('materials').values(materialIds.map((id, index) => ({ ...aRow('7', index + 1, 10), id, volumeId, sinceVersion: 1, filedBy: AccountId.parse(archivist.id), idempotencyKey: null }))).execute();
    await server.db.insertInto('pages').values(materialIds.flatMap(materialId => Array.from({ length: 10 }, (_, index) => ({ ...blob, id: randomUUID(), materialId, number: index + 1 })))).execute();
    const { materials } = await server.call(token, 'volumes.get', { id: volumeId });
    expect(materials.flatMap(({ pages }) => pages)).toHaveLength(400);
    expect(materials[39]?.pages.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('a unit without an account of its own has nothing to do with it', async () => {
    const unit = await aUnit(server.db);
    const person = await aPerson(server.db, { unitId: unit.id });
    await expect(server.call(token, 'volumes.create', { personId: PersonId.parse(person.id), idempotencyKey: aKey() })).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
