import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stripsPath, stripTestPath } from '../../src-shared/contract/server/strip-operations.ts';
import { defaultStripTemplates } from '../../src-shared/domain/default-strips.ts';
import { VolumeId } from '../../src-shared/domain/ids.ts';
import { StripTemplateId } from '../../src-shared/domain/spine-strip.ts';
import { anAccount, aPerson, aUnit, aVolume } from '../support/builders.ts';
import { aKey, eventsOf, somePrinters } from '../support/office.ts';
import { readPrinted } from '../support/printed.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('spine strips on %s', kind => {
  let server: TestServer;
  let token: string;
  let elsewhere: string;
  let own: string;
  const volumeIds: VolumeId[] = [];
  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    const [unit, other] = [await aUnit(server.db), await aUnit(server.db)];
    const ownFile = await aPerson(server.db, { managingUnitId: unit.id, unitId: unit.id, archiveNumber: 'BC77' });
    const archivist = await anAccount(server.db, { roles: ['archivist'], unitId: unit.id, idNumber: ownFile.idNumber });
    own = (await aVolume(server.db, { personId: ownFile.id })).id;
    for (const archiveNumber of ['BC10', 'BC9', 'BC100']) {
      const person = await aPerson(server.db, { managingUnitId: unit.id, unitId: unit.id, archiveNumber, name: '王芳' });
      for (const ordinal of archiveNumber === 'BC9' ? [2, 1] : [1]) volumeIds.push(VolumeId.parse((await aVolume(server.db, { personId: person.id, ordinal })).id));
    }
    token = await server.signIn(archivist.loginName);
    await somePrinters(server, token, '1', '2');
    elsewhere = await server.signIn((await anAccount(server.db, { roles: ['archivist'], unitId: other.id })).loginName);
  });
  afterAll(() => server.close());

  const { id: templateId, template } = defaultStripTemplates[0]!;
  const prepare = (overrides: { readonly idempotencyKey?: ReturnType<typeof aKey>; readonly volumeIds?: VolumeId[]; readonly version?: number } = {}) =>
    server.call(token, 'strips.prepare', { idempotencyKey: aKey(), templateId, version: 0, paper: 'a4', marginMm: 6, volumeIds, ...overrides });
  const fetch = (path: string, by = token) => server.app.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${by}` } });

  test('volumes come in the order of the shelf; the own file is not among them', async () => {
    const { volumes, total } = await server.call(token, 'strips.findVolumes', { query: '', unitId: null, copy: null });
    expect(volumes.map(({ values: { archiveNumber, ordinal, volumeCount } }) => [archiveNumber, ordinal, volumeCount])).toEqual([['BC9', 1, 2], ['BC9', 2, 2], ['BC10', 1, 1], ['BC100', 1, 1]]);
    expect(total).toBe(4);
    expect((await server.call(token, 'strips.findVolumes', { query: 'BC10', unitId: null, copy: 'original' })).total).toBe(2);
    expect((await server.call(elsewhere, 'strips.findVolumes', { query: '', unitId: null, copy: null })).total).toBe(0);
    await expect(prepare({ volumeIds: [VolumeId.parse(own)] })).rejects.toMatchObject({ code: 'resource.not-found' });
  });

  test('a batch is registered once, printed, jammed, counted, and goes on at the right strip', async () => {
    const idempotencyKey = aKey();
    const [{ id, registerNumber, stripCount }, twin] = await Promise.all([prepare({ idempotencyKey }), prepare({ idempotencyKey })]);
    expect([twin.id, stripCount]).toEqual([id, 4]);
    await expect(server.call(token, 'strips.started', { id, printerName: '1', firstPosition: 2 })).rejects.toMatchObject({ code: 'strip.wrong-start', params: { expected: 1 } });
    expect(await server.call(token, 'strips.started', { id, printerName: '1', firstPosition: 1 })).toMatchObject({ state: 'printing' });
    expect(await server.call(token, 'strips.ended', { id, outcome: 'failed', detail: 'media-jam' })).toMatchObject({ state: 'open', goodCount: 0 });
    await expect(server.call(token, 'strips.started', { id, printerName: '1', firstPosition: 1 })).rejects.toMatchObject({ code: 'strip.count-first' });
    await expect(server.call(token, 'strips.confirmGood', { id, lastGood: 5 })).rejects.toMatchObject({ code: 'strip.wrong-count' });
    expect(await server.call(token, 'strips.confirmGood', { id, lastGood: 2 })).toMatchObject({ state: 'open', goodCount: 2 });
    const rest = (await readPrinted((await fetch(stripsPath(id, 3))).rawPayload)).text;
    expect([rest.includes('BC9'), rest.includes('BC100')]).toEqual([false, true]);
    await server.call(token, 'strips.started', { id, printerName: '2', firstPosition: 3 });
    const done = await server.call(token, 'strips.ended', { id, outcome: 'completed', detail: '' });
    expect(done).toMatchObject({ state: 'completed', goodCount: 4, runs: [{ firstPosition: 1, lastGood: 2, outcome: 'failed', detail: 'media-jam' }, { firstPosition: 3, lastGood: 4, printerName: '2' }] });
    // The printer was content, the strips are not: the last one is printed again.
    expect(await server.call(token, 'strips.confirmGood', { id, lastGood: 3 })).toMatchObject({ state: 'open', goodCount: 3 });
    expect(await server.call(token, 'strips.abandon', { id })).toMatchObject({ state: 'abandoned' });
    expect((await eventsOf(server, registerNumber)).map(({ act }) => act.replace('strips.', ''))).toEqual(expect.arrayContaining(['prepare', 'started', 'ended', 'confirmGood', 'readSheets', 'abandon']));
  });

  test('another unit sees neither the batch nor its sheets', async () => {
    const { id } = await prepare();
    expect((await fetch(stripsPath(id, 1))).statusCode).toBe(200);
    expect((await fetch(stripsPath(id, 1), elsewhere)).statusCode).toBe(404);
    await expect(server.call(elsewhere, 'strips.get', { id })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await server.call(elsewhere, 'strips.listJobs', {})).total).toBe(0);
    expect((await server.call(token, 'strips.listJobs', {})).total).toBeGreaterThan(0);
  });

  test('what would not come out right is not registered, and named', async () => {
    const narrow = { ...template, name: '窄', fields: [{ ...template.fields[2]!, heightMm: 10, leastMm: 6 }] };
    const { id, version } = await server.call(token, 'strips.saveTemplate', { id: StripTemplateId.parse(crypto.randomUUID()), version: 0, template: narrow });
    await expect(server.call(token, 'strips.prepare', { idempotencyKey: aKey(), templateId: id, version, paper: 'a4', marginMm: 6, volumeIds })).rejects.toMatchObject({ code: 'strip.too-long', params: { archiveNumber: 'BC9', field: 1 } });
    await server.call(token, 'strips.retireTemplate', { id, version });
  });

  test('a name that no font can print is refused before any printer hears of it', async () => {
    const { unitId, managingUnitId } = await server.db.selectFrom('persons').select(['unitId', 'managingUnitId']).where('archiveNumber', '=', 'BC9').executeTakeFirstOrThrow();
    const rare = await aPerson(server.db, { unitId, managingUnitId, archiveNumber: 'BC555', name: '王\u{E123}' });
    const volume = await aVolume(server.db, { personId: rare.id });
    const { id } = await prepare({ volumeIds: [VolumeId.parse(volume.id)] });
    const answer = await fetch(stripsPath(id, 1));
    expect([answer.statusCode, answer.json()]).toMatchObject([422, { error: { code: 'sheet.glyph-missing', params: { code: 'U+E123', place: 'BC555 name' } } }]);
  });

  test('a template has versions; two people do not overwrite each other', async () => {
    const changed = { ...template, name: '背条 25 mm 盒（本单位）' };
    const first = await server.call(token, 'strips.saveTemplate', { id: templateId, version: 0, template: changed });
    expect(first.version).toBe(1);
    await expect(server.call(token, 'strips.saveTemplate', { id: templateId, version: 0, template })).rejects.toMatchObject({ code: 'record.changed' });
    await expect(prepare()).rejects.toMatchObject({ code: 'record.changed' });
    expect(await prepare({ version: 1 })).toMatchObject({ templateName: changed.name });
    const { templates } = await server.call(token, 'strips.listTemplates', {});
    expect(templates.filter(({ id }) => id === templateId)).toMatchObject([{ version: 1, template: { name: changed.name } }]);
    expect((await server.call(elsewhere, 'strips.listTemplates', {})).templates.find(({ id }) => id === templateId)?.version).toBe(0);
    await server.call(token, 'strips.retireTemplate', { id: templateId, version: 1 });
    expect((await server.call(token, 'strips.listTemplates', {})).templates.some(({ id }) => id === templateId)).toBe(false);
  });

  test('what one unit finds out about a printer, all units read', async () => {
    const verdict = { model: 'Scripted Printer', paper: 'long', verdict: 'unfit', note: '卡纸' } as const;
    await server.call(elsewhere, 'strips.judgePrinter', verdict);
    await server.call(elsewhere, 'strips.judgePrinter', { ...verdict, verdict: 'usable' });
    expect((await server.call(token, 'strips.listVerdicts', {})).verdicts).toMatchObject([{ model: 'Scripted Printer', verdict: 'usable' }]);
  });

  test('the calibration page has the size of the paper', async () => {
    const { sizesMm } = await readPrinted((await fetch(stripTestPath(210, 297))).rawPayload);
    expect(sizesMm[0]!.height).toBeCloseTo(297, 1);
    expect((await fetch(stripTestPath(10, 297))).statusCode).toBe(400);
  });
});
