import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { excerptSheetPath } from '../../src-shared/contract/server-api.ts';
import { encodeDataMatrix } from '../../src-shared/domain/data-matrix.ts';
import type { PrintJobId } from '../../src-shared/domain/ids.ts';
import type { Material } from '../../src-shared/domain/volume.ts';
import type { ViewSession } from '../../src-shared/domain/viewing.ts';
import { aKey, anOffice, anUpload, apply, approve, aRow, aScan, eventsOf, somePrinters, type Office } from '../support/office.ts';
import { printDesk } from '../support/print-desk.ts';
import { readPrintHead } from '../support/print-head.ts';
import { rasterise } from '../support/printed.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const run = promisify(execFile);

describe.each(databaseKinds)('printed copies on %s', kind => {
  let server: TestServer;
  let office: Office;
  let reader: string;

  beforeAll(async () => {
    server = await startTestServer({ database: kind });
    office = await anOffice(server);
    reader = office.reader.token;
    await somePrinters(server, reader, 'A');
  });
  afterAll(() => server.close());
  const { prepare, fetchPdf } = printDesk(() => ({ server, office }));

  const openFor = async (copies: number) => {
    const { id } = await apply(server, office);
    await approve(server, office.approver.token, { id, copies, materials: [{ materialId: office.materials[0]!.id, canPrint: true }] });
    return server.call(reader, 'viewing.open', { requestId: id });
  };
  const finish = (id: PrintJobId, state: 'completed' | 'failed') => server.call(reader, 'printing.finished', { id, state, impressions: null, detail: '' });
  const printed = async (session: ViewSession, copies: number) => {
    const { id } = await prepare(session, { copies });
    await server.call(reader, 'printing.submitted', { id, printerName: 'A' });
    return finish(id, 'completed');
  };

  /** 摘录单 as the archivist gets it: the text of each sheet, by poppler. */
  const readSheets = async (id: PrintJobId): Promise<string[]> => {
    const reply = await server.app.inject({ method: 'GET', url: excerptSheetPath(id), headers: { authorization: `Bearer ${office.archivist.token}` } });
    expect(reply.statusCode).toBe(200);
    const file = join(server.dataDirectory, 'excerpt.pdf');
    await writeFile(file, reply.rawPayload);
    const { stdout } = await run('pdftotext', ['-layout', file, '-']);
    return stdout.split('\f').slice(0, -1);
  };

  test('of twenty copies asked for at once exactly as many are registered as were granted, and a failed one is not charged', async () => {
    const { id: requestId } = await apply(server, office);
    await approve(server, office.approver.token, { id: requestId, copies: 3, materials: [{ materialId: office.materials[0]!.id, canPrint: true }] });
    const session = await server.call(reader, 'viewing.open', { requestId });
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => prepare(session)));
    const registered = asked.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
    expect(registered).toHaveLength(3);
    for (const each of asked) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'print.copies-used', params: { granted: 3, left: 0 } });

    // Given back before it was sent: nothing is on paper, nothing is charged.
    const [unsent, jammed] = registered;
    await server.call(reader, 'printing.finished', { id: unsent!.id, state: 'cancelled', impressions: null, detail: '' });
    const again = await prepare(session);
    await expect(prepare(session)).rejects.toMatchObject({ code: 'print.copies-used' });
    await server.call(reader, 'printing.finished', { id: again.id, state: 'cancelled', impressions: null, detail: '' });

    // A jam behind the first of two sheets: nothing more before it is counted, then the second sheet alone.
    await server.call(reader, 'printing.submitted', { id: jammed!.id, printerName: 'A' });
    await server.call(reader, 'printing.finished', { id: jammed!.id, state: 'failed', impressions: null, detail: 'media-jam-error' });
    await expect(prepare(session)).rejects.toMatchObject({ code: 'print.count-first', params: { number: jammed!.registerNumber } });
    await expect(server.call(reader, 'printing.countSheets', { id: jammed!.id, goodSheets: 3, wasteSheets: 0 })).rejects.toMatchObject({ code: 'print.wrong-count', params: { most: 2 } });
    await expect(server.call(office.second.token, 'printing.countSheets', { id: jammed!.id, goodSheets: 1, wasteSheets: 1 })).rejects.toMatchObject({ code: 'resource.not-found' });
    expect(await server.call(reader, 'printing.countSheets', { id: jammed!.id, goodSheets: 1, wasteSheets: 1 })).toMatchObject({ goodSheets: 1, wasteSheets: 1 });
    await expect(server.call(reader, 'printing.countSheets', { id: jammed!.id, goodSheets: 0, wasteSheets: 0 })).rejects.toMatchObject({ code: 'print.state-conflict' });
    const [first, second] = session.materials[0]!.pages;
    await prepare(session);
    await expect(prepare(session, { pageIds: [first!.id] })).rejects.toMatchObject({ code: 'print.copies-used' });
    await prepare(session, { pageIds: [second!.id] });
    await expect(prepare(session, { pageIds: [second!.id] })).rejects.toMatchObject({ code: 'print.copies-used' });
  });

  test('each copy bears its own number, to the eye, as bars and as squares; after a jam it is known which are whole', async () => {
    const session = await openFor(2);
    const job = await prepare(session, { copies: 2 });
    const sheets = (await fetchPdf(job.id)).bytes;
    expect((await PDFDocument.load(sheets)).getPageCount()).toBe(4);
    for (const [page, number] of [[2, `${job.registerNumber}-01`], [3, `${job.registerNumber}-02`]] as const) {
      const { bars, squares } = readPrintHead(await rasterise(sheets, { page }));
      expect({ bars: bars.text, squares: squares.rows }).toEqual({ bars: number, squares: encodeDataMatrix(number) });
    }
    await server.call(reader, 'printing.submitted', { id: job.id, printerName: 'A' });
    await finish(job.id, 'failed');
    expect(await server.call(reader, 'printing.countSheets', { id: job.id, goodSheets: 3, wasteSheets: 1 })).toMatchObject({ goodSheets: 3, hasWaste: true });
    const { archivist } = office;
    // The first is whole; of the second a sheet is missing: the other one is kept, and leaves with what is printed under a number of its own.
    expect((await server.call(archivist.token, 'printing.get', { id: job.id })).copies.map(({ state, goodSheets }) => [state, goodSheets])).toEqual([['made', 2], ['partial', 1]]);
    await server.call(archivist.token, 'printing.check', { id: job.id, opinion: '相符' });
    const kept = await server.call(archivist.token, 'printing.handOver', { id: job.id, number: 2, receiver: '钱查档', dueOn: null });
    expect(kept.copies[1]).toMatchObject({ state: 'handed-over', goodSheets: 1 });
    expect((await server.call(archivist.token, 'printing.list', { page: 1, todo: 'waste' })).items.map(({ id }) => id)).toContain(job.id);
    expect(await server.call(archivist.token, 'printing.destroyWaste', { id: job.id, witness: '周监销' })).toMatchObject({ wasteWitness: '周监销', job: { hasWaste: false } });
    await expect(server.call(archivist.token, 'printing.destroyWaste', { id: job.id, witness: '周监销' })).rejects.toMatchObject({ code: 'print.state-conflict' });
  });

  test('copies are checked, handed over, missed when they are overdue, recovered and destroyed before a witness', async () => {
    const job = await printed(await openFor(2), 2);
    const { token } = office.archivist;
    const copy = { id: job.id, number: 1 };
    const handOver = { ...copy, receiver: '钱查档', dueOn: '2020-01-31' };
    await expect(server.call(token, 'printing.handOver', handOver)).rejects.toMatchObject({ code: 'print.not-checked' });
    await expect(server.call(reader, 'printing.check', { id: job.id, opinion: '相符' })).rejects.toMatchObject({ code: 'resource.not-found' });
    await server.call(token, 'printing.check', { id: job.id, opinion: '与原件核对无误' });
    await server.call(token, 'printing.handOver', handOver);
    await expect(server.call(token, 'printing.handOver', handOver)).rejects.toMatchObject({ code: 'print.copy-state-conflict' });
    expect(await server.call(token, 'printing.reminders', {})).toMatchObject({ overdue: 1, 'to-recover': 1 });
    expect((await server.call(reader, 'printing.list', { page: 1, todo: 'overdue' })).items.map(({ id }) => id)).toEqual([job.id]);
    await expect(server.call(token, 'printing.endCopy', { ...copy, end: 'destroyed', witness: '', note: '' })).rejects.toMatchObject({ code: 'print.witness-needed' });
    await server.call(token, 'printing.endCopy', { ...copy, end: 'recovered', witness: '', note: '' });
    const { copies } = await server.call(token, 'printing.endCopy', { ...copy, end: 'destroyed', witness: '周监销', note: '' });
    expect(copies.map(({ copyNumber, state, witness }) => [copyNumber, state, witness])).toEqual([[`${job.registerNumber}-01`, 'destroyed', '周监销'], [`${job.registerNumber}-02`, 'made', '']]);
    expect(await server.call(token, 'printing.reminders', {})).toMatchObject({ overdue: 0 });
    expect((await eventsOf(server, job.registerNumber)).map(({ act }) => act).slice(-4)).toEqual(['printing.check', 'printing.handOver', 'printing.endCopy', 'printing.endCopy']);
  });

  test('the excerpt sheet says what the register says, with the secrecy mark on top', async () => {
    const job = await printed(await openFor(1), 1);
    await server.call(office.archivist.token, 'printing.check', { id: job.id, opinion: '与原件核对无误' });
    const [sheet = ''] = await readSheets(job.id);
    expect(sheet.trimStart().startsWith('秘密★10年')).toBe(true);
    for (const text of [job.registerNumber, job.requestNumber, '王建国', '1-1 材料1-1', '第 1-2 页', '赵批准', '钱查档', '与原件核对无误', `${job.registerNumber}-01`, '（盖章处）']) expect(sheet).toContain(text);
    expect((await server.app.inject({ method: 'GET', url: excerptSheetPath(job.id), headers: { authorization: `Bearer ${office.second.token}` } })).statusCode).toBe(404);
  });

  test('what one excerpt sheet has no room for stands on sheets of its own, marked like the first', async () => {
    const names = Array.from({ length: 15 }, (_, index) => `第${String(index + 2)}份：${'关于同意更改参加工作时间的批复、请示和证明材料'.repeat(5)}`.slice(0, 120));
    const filed: Material[] = [];
    for (const [index, name] of names.entries()) {
      const row = { ...aRow('4-1', index + 2), name };
      filed.push(await server.call(office.archivist.token, 'volumes.fileMaterial', { volumeId: office.volumeId, idempotencyKey: aKey(), row, pages: [await anUpload(server, office.archivist.id, await aScan())] }));
    }
    const { id: requestId } = await apply(server, office, { reason: '办理退休手续需要核对学历和工作经历，'.repeat(11) });
    await approve(server, office.approver.token, { id: requestId, copies: 20, materials: [office.materials[0]!, ...filed].map(({ id }) => ({ materialId: id, canPrint: true })) });
    const session = await server.call(reader, 'viewing.open', { requestId });
    const job = await prepare(session, { copies: 20, pageIds: session.materials.flatMap(({ pages }) => pages.map(({ id }) => id)) });
    await server.call(reader, 'printing.submitted', { id: job.id, printerName: 'A' });
    await finish(job.id, 'completed');
    await server.call(office.archivist.token, 'printing.check', { id: job.id, opinion: '与原件核对无误，'.repeat(24) });
    const sheets = (await readSheets(job.id)).map(text => text.replace(/\s/g, ''));
    expect(sheets).toHaveLength(4);
    for (const sheet of sheets) expect([sheet.startsWith('秘密★10年'), sheet.includes(`登记号${job.registerNumber}`)]).toEqual([true, true]);
    const [first, ...annex] = sheets;
    for (const text of ['16份材料，共17页，见附页', '20份的去向见附页', '（盖章处）']) expect(first).toContain(text);
    const [materials, copies] = [annex.slice(0, 2).join(''), annex[2]!];
    for (const name of names) expect(materials.split(`${name}第1页`)).toHaveLength(2);
    for (let number = 1; number <= 20; number++) expect(copies).toContain(`${job.registerNumber}-${String(number).padStart(2, '0')}已印，在档案室`);
  });
});
