import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueFilePath, cataloguePrintPath } from '../../src-shared/contract/server/catalogue-operations.ts';
import { usualSetting } from '../../src-shared/domain/catalogue-sheets/catalogue-book.ts';
import type { ClassCode } from '../../src-shared/domain/catalogue.ts';
import { formPath } from '../../src-shared/contract/server/form-operations.ts';
import { readBarcode } from '../../src-shared/domain/barcode.ts';
import { PersonId, VolumeId } from '../../src-shared/domain/ids.ts';
import { meaningOf } from '../../src-shared/imaging/separator.ts';
import { anAccount, aMaterialRow, aPerson, aUnit, aVolume } from '../support/builders.ts';
import { aKey, anOffice, apply, eventsOf, somePrinters } from '../support/office.ts';
import { inkExtent, rasterise, readPrinted } from '../support/printed.ts';
import { barcodeOn } from '../support/read-paper.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

describe.each(databaseKinds)('catalogues and forms on %s', kind => {
  let server: TestServer;
  let token: string;
  let elsewhere: string;
  let unitId: string;
  let own: VolumeId;
  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    const [unit, other] = [await aUnit(server.db), await aUnit(server.db)];
    unitId = unit.id;
    const ownFile = await aPerson(server.db, { managingUnitId: unit.id, unitId: unit.id });
    own = VolumeId.parse((await aVolume(server.db, { personId: ownFile.id })).id);
    token = await server.signIn((await anAccount(server.db, { roles: ['archivist'], unitId: unit.id, idNumber: ownFile.idNumber })).loginName);
    await somePrinters(server, token, '1');
    elsewhere = await server.signIn((await anAccount(server.db, { roles: ['archivist'], unitId: other.id })).loginName);
  });
  afterAll(() => server.close());

  const aCatalogue = async (name = '买买提·艾则孜'): Promise<VolumeId> => {
    const person = await aPerson(server.db, { managingUnitId: unitId, unitId, name });
    const { id } = await aVolume(server.db, { personId: person.id });
    await add(id, { classCode: '1', sequence: 1 });
    await add(id, { classCode: '4-1', sequence: 1 });
    return VolumeId.parse(id);
  };
  const add = (volumeId: string, of: { readonly classCode: ClassCode; readonly sequence: number; readonly name?: string }) => aMaterialRow(server.db, volumeId, { name: `材料${of.classCode}之${String(of.sequence)}`, formedOn: '19990712', pageCount: 3, ...of });
  const wish = (volumeId: VolumeId, over: { readonly way?: 'whole' | 'continue'; readonly anew?: number[] } = {}) => ({ volumeId, template: 'since-2012', way: 'continue', setting: usualSetting, anew: [], ...over }) as const;
  const prepare = (volumeId: VolumeId, over: Parameters<typeof wish>[1] & { readonly idempotencyKey?: ReturnType<typeof aKey> } = {}) => server.call(token, 'catalogues.prepare', { idempotencyKey: aKey(), ...wish(volumeId), ...over });
  const fetch = (path: string, by = token) => server.app.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${by}` } });
  const printAll = async (volumeId: VolumeId, over: Parameters<typeof prepare>[1] = {}) => {
    const { id } = await prepare(volumeId, over);
    const pdf = (await fetch(cataloguePrintPath(id))).rawPayload;
    await server.call(token, 'catalogues.started', { id, printerName: '1' });
    return { pdf, print: await server.call(token, 'catalogues.ended', { id, outcome: 'completed', detail: '' }) };
  };

  test('new rows are printed alone, exactly where they stand on a sheet that is printed whole, to a tenth of a millimetre', async () => {
    const volumeId = await aCatalogue();
    const first = await printAll(volumeId);
    expect(first.print).toMatchObject({ state: 'done', edition: 1, goodSheets: first.print.sheets.length });
    const paper = await readPrinted(first.pdf);
    expect(paper.text).toContain('姓名：买买提·艾则孜');
    expect(paper.text).toContain('四-1');
    for (const { width, height } of paper.sizesMm) expect([Math.abs(width - 210), Math.abs(height - 297)].every(off => off < 0.1)).toBe(true);
    await expect(prepare(volumeId)).rejects.toMatchObject({ code: 'catalogue.nothing-new' });
    await add(volumeId, { classCode: '1', sequence: 2 });
    const added = await printAll(volumeId);
    expect(added.print.sheets).toEqual([{ number: 1, way: 'added', rows: 1 }]);
    const { text } = await readPrinted(added.pdf);
    expect([text.includes('材料1之2'), text.includes('材料1之1'), text.includes('姓名')]).toEqual([true, false, false]);
    // Below the heading and the first row of class 1: the third line of the frame; the name stands in its second column.
    const line = { top: 33 + 13 + 2 * 11, bottom: 33 + 13 + 3 * 11 };
    const alone = await rasterise(added.pdf);
    const ink = inkExtent(alone)!;
    expect([ink.top > line.top, ink.bottom < line.bottom]).toEqual([true, true]);
    const cell = { left: 39.5, right: 118.5, top: line.top + 0.5, bottom: line.bottom - 0.5 };
    const again = await printAll(volumeId, { anew: [1] });
    const [continued, whole] = [inkExtent(alone, cell)!, inkExtent(await rasterise(again.pdf), cell)!];
    for (const side of ['left', 'top', 'right', 'bottom'] as const) expect(Math.abs(continued[side] - whole[side])).toBeLessThan(0.1);
    // And the lines between which it stands are where the sheet that waits for it has them.
    const frame = await rasterise(first.pdf);
    for (const [at, wanted] of [[line.top, line.top], [line.bottom, line.bottom]] as const) {
      const drawn = inkExtent(frame, { left: 60, right: 100, top: at - 1, bottom: at + 1 })!;
      expect(Math.abs((drawn.top + drawn.bottom) / 2 - wanted)).toBeLessThan(0.1);
    }
  });

  test('after a jam a person counts; what is on paper follows from the count, also against the printer', async () => {
    const volumeId = await aCatalogue();
    const idempotencyKey = aKey();
    const [print, twin] = await Promise.all([prepare(volumeId, { idempotencyKey }), prepare(volumeId, { idempotencyKey })]);
    expect(twin.id).toBe(print.id);
    const sheets = print.sheets.length;
    await server.call(token, 'catalogues.started', { id: print.id, printerName: '1' });
    await expect(prepare(volumeId)).rejects.toMatchObject({ code: 'catalogue.count-first', params: { number: print.registerNumber } });
    expect(await server.call(token, 'catalogues.ended', { id: print.id, outcome: 'failed', detail: 'media-jam' })).toMatchObject({ state: 'counting', goodSheets: null });
    await expect(server.call(token, 'catalogues.confirmGood', { id: print.id, goodSheets: sheets + 1 })).rejects.toMatchObject({ code: 'catalogue.wrong-count' });
    await server.call(token, 'catalogues.confirmGood', { id: print.id, goodSheets: 1 });
    const rest = await prepare(volumeId);
    expect(rest.sheets.map(({ number }) => number)).toEqual(print.sheets.slice(1).map(({ number }) => number));
    await server.call(token, 'catalogues.started', { id: rest.id, printerName: '1' });
    await server.call(token, 'catalogues.ended', { id: rest.id, outcome: 'completed', detail: '' });
    // The printer was content, the last sheet is not.
    await server.call(token, 'catalogues.confirmGood', { id: rest.id, goodSheets: rest.sheets.length - 1 });
    expect((await server.call(token, 'catalogues.plan', wish(volumeId))).plan.sheets.map(({ way }) => way)).toEqual([...print.sheets.slice(1).map(() => 'as-it-is'), 'blank']);
    await expect(server.call(token, 'catalogues.confirmGood', { id: print.id, goodSheets: 0 })).rejects.toMatchObject({ code: 'catalogue.state-conflict' });
    expect((await eventsOf(server, print.registerNumber)).map(({ act }) => act.replace('catalogues.', ''))).toEqual(expect.arrayContaining(['prepare', 'started', 'ended', 'confirmGood']));
  });

  test('a new edition of which nothing came out leaves the sheets there are; a spoilt sheet is printed whole again', async () => {
    const volumeId = await aCatalogue();
    await printAll(volumeId);
    const again = await printAll(volumeId, { way: 'whole' });
    expect(again.print.edition).toBe(2);
    await server.call(token, 'catalogues.confirmGood', { id: again.print.id, goodSheets: 0 });
    expect((await server.call(token, 'catalogues.plan', wish(volumeId))).book).toMatchObject({ edition: 1 });
    const spoilt = await prepare(volumeId, { anew: [2] });
    expect(spoilt.sheets).toEqual([{ number: 2, way: 'blank', rows: expect.any(Number) as number }]);
    // One that was never begun gives way to the next.
    const next = await prepare(volumeId, { anew: [1] });
    expect((await server.call(token, 'catalogues.plan', wish(volumeId))).prints.map(({ id, state }) => [id, state]).slice(0, 2)).toEqual([[next.id, 'prepared'], [spoilt.id, 'replaced']]);
    expect((await fetch(cataloguePrintPath(spoilt.id))).statusCode).toBe(409);
  });

  test('a character that no font has is told in the preview, and refused before a number is given', async () => {
    const volumeId = await aCatalogue();
    await add(volumeId, { classCode: '7', sequence: 1, name: '嘉奖王\u{E123}同志的决定' });
    const { missing } = await server.call(token, 'catalogues.plan', wish(volumeId));
    expect(missing).toEqual([{ character: '\u{E123}', code: 'U+E123', place: expect.stringMatching(/目录第 \d 张 7-1/) as string }]);
    await expect(prepare(volumeId)).rejects.toMatchObject({ code: 'sheet.glyph-missing' });
  });

  test('as a file it is whole, in Excel in the form that intake reads; another unit and the person himself get nothing', async () => {
    const volumeId = await aCatalogue();
    const of = { template: 'before-2012', setting: { ...usualSetting, isPerClass: true } } as const;
    const pdf = await fetch(catalogueFilePath(volumeId, 'pdf', of));
    expect((await readPrinted(pdf.rawPayload)).sizesMm).toHaveLength(10);
    const workbook = await fetch(catalogueFilePath(volumeId, 'xlsx', of));
    expect([workbook.statusCode, workbook.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect((await fetch(catalogueFilePath(volumeId, 'pdf', of), elsewhere)).statusCode).toBe(404);
    await expect(server.call(elsewhere, 'catalogues.plan', wish(volumeId))).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(token, 'catalogues.plan', wish(own))).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await fetch(catalogueFilePath(volumeId, 'pdf', { ...of, setting: { ...of.setting, spareRows: 99 } }))).statusCode).toBe(400);
  });

  test('a view form is filled in from its request for whoever may see it', async () => {
    const office = await anOffice(server);
    const { id, number } = await apply(server, office, { reason: '核定工资', classCodes: ['1', '9-1'] });
    const form = { kind: 'view-request', id } as const;
    const { values, missing } = await server.call(office.reader.token, 'forms.get', { form });
    expect([missing, values.fields]).toMatchObject([[], { number, applicant: '钱查档', secondReader: '孙陪同', purpose: '退休', reason: '核定工资', classes: '一 履历类材料；九-1 工资类材料', state: '待审批' }]);
    const { text, sizesMm } = await readPrinted((await fetch(formPath(form), office.approver.token)).rawPayload);
    for (const words of ['查（借）阅干部人事档案审批表', number, '钱查档', '九-1 工资类材料']) expect(text).toContain(words);
    expect(sizesMm).toHaveLength(1);
    expect((await fetch(formPath(form), elsewhere)).statusCode).toBe(404);
    expect((await eventsOf(server, number)).map(({ act, detail }) => `${act} ${detail}`)).toEqual(expect.arrayContaining(['forms.get view-request', 'forms.read view-request sheets=1']));
  });

  test('separator sheets are read from the paper by our own reader: the first opens its volume, each other one says what follows', async () => {
    const volumeId = await aCatalogue();
    const form = { kind: 'separators', volumeId, hasLabel: true, hasMaterials: true, classCodes: ['9-2'], next: 1 } as const;
    const pdf = (await fetch(formPath(form))).rawPayload;
    const [label = '', ...others] = await Promise.all([1, 2, 3, 4, 5].map(async page => barcodeOn(await rasterise(pdf, { page, dpi: 200 })) ?? ''));
    expect(others).toEqual(['DL1M:1:1:3', 'DL1M:4-1:1:3', 'DL1M:9-2::', 'DL-NEXT']);
    expect([label, ...others].map(text => meaningOf(text)?.separator)).toEqual(['next-volume', 'next-material', 'next-material', 'next-material', 'next-material']);
    const said = readBarcode(label);
    if (said.kind !== 'volume') throw new Error(`read ${label}`);
    const { labelNumber } = said;
    expect(await server.call(token, 'volumes.findByLabel', { labelNumber })).toEqual({ id: volumeId });
    await expect(server.call(elsewhere, 'volumes.findByLabel', { labelNumber })).rejects.toMatchObject({ code: 'resource.not-found' });
    await expect(server.call(token, 'volumes.findByLabel', { labelNumber: '0000000001' })).rejects.toMatchObject({ code: 'volume.unknown-label' });
    const { text } = await readPrinted(pdf);
    for (const words of ['卷首页', '4-1-1', '材料4-1之1', '共3页', '九-2', '下一份材料', '第5张共5张']) expect(text).toContain(words);
    await expect(server.call(token, 'forms.get', { form: { ...form, volumeId: own } })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect((await fetch(formPath({ ...form, volumeId: null, classCodes: [], next: 0 }))).statusCode).toBe(400);
  });

  test('what is printed of forms has a row in the register: begun once, ended, counted, listed with catalogues, and only for its own unit', async () => {
    const volumeId = await aCatalogue();
    const of = { kind: 'separators', volumeId, hasLabel: true, hasMaterials: true, classCodes: [], next: 0 } as const;
    const idempotencyKey = aKey();
    const begin = (by: string, key = aKey()) => server.call(by, 'sheetPrints.begin', { idempotencyKey: key, of, sheetCount: 3, printerName: '1' });
    const [print, twin] = await Promise.all([begin(token, idempotencyKey), begin(token, idempotencyKey)]);
    expect([twin.id, print.state, print.goodSheets]).toEqual([print.id, 'printing', null]);
    await expect(begin(elsewhere)).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await server.call(token, 'sheetPrints.end', { id: print.id, outcome: 'failed', detail: 'media-jam' })).toMatchObject({ state: 'counting', goodSheets: null });
    await expect(server.call(token, 'sheetPrints.count', { id: print.id, goodSheets: 4 })).rejects.toMatchObject({ code: 'sheet-print.wrong-count', params: { most: 3 } });
    await expect(server.call(elsewhere, 'sheetPrints.count', { id: print.id, goodSheets: 1 })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await server.call(token, 'sheetPrints.count', { id: print.id, goodSheets: 2 })).toMatchObject({ state: 'done', goodSheets: 2 });
    const { print: catalogue } = await printAll(volumeId);
    const { items, total } = await server.call(token, 'sheetPrints.list', {});
    expect(total).toBeGreaterThanOrEqual(2);
    expect(items.slice(0, 2)).toMatchObject([
      { kind: 'catalogue', registerNumber: catalogue.registerNumber, count: catalogue.sheets.length, good: catalogue.sheets.length, state: 'done', printerName: '1' },
      { kind: 'separators', registerNumber: print.registerNumber, count: 3, good: 2, state: 'done', printerName: '1' },
    ]);
    expect((await server.call(token, 'sheetPrints.list', { kind: 'catalogue' })).items.every(({ kind: each }) => each === 'catalogue')).toBe(true);
    expect(await server.call(elsewhere, 'sheetPrints.list', {})).toEqual({ items: [], total: 0 });
    expect((await eventsOf(server, print.registerNumber)).map(({ act }) => act)).toEqual(['sheetPrints.begin', 'sheetPrints.end', 'sheetPrints.count', 'sheetPrints.count']);
  });

  test('a transfer notice gets its number once; its three parts say the same, and say it still when the person has moved on', async () => {
    const person = await aPerson(server.db, { managingUnitId: unitId, unitId, name: '买买提·艾则孜' });
    const draft = { personId: PersonId.parse(person.id), toUnit: '鄂尔多斯市委组织部', reason: '工作调动', originals: 1, duplicates: 0, materials: 3 };
    expect((await server.call(token, 'forms.previewTransfer', draft)).values.fields).toMatchObject({ toUnit: '鄂尔多斯市委组织部', materials: '3' });
    const idempotencyKey = aKey();
    const twins = await Promise.all([1, 2, 3].map(() => server.call(token, 'forms.issueTransfer', { ...draft, idempotencyKey })));
    expect(new Set(twins.map(({ number }) => number)).size).toBe(1);
    await server.db.updateTable('persons').set({ post: '局长' }).where('id', '=', person.id).execute();
    const { id, number } = twins[0]!;
    const { text, sizesMm } = await readPrinted((await fetch(formPath({ kind: 'transfer-notice', id }))).rawPayload);
    expect([sizesMm.length, text.split(number).length - 1, text.split('买买提·艾则孜').length - 1, text.includes('局长')]).toEqual([1, 3, 6, false]);
    for (const part of ['（存根）', '（回执）', '请查收', '已全部收到']) expect(text).toContain(part);
    await expect(server.call(elsewhere, 'forms.issueTransfer', { ...draft, idempotencyKey: aKey() })).rejects.toMatchObject({ code: 'resource.not-found' });
  });
});
