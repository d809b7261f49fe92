import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PrintJobId, TerminalId } from '../../src-shared/domain/ids.ts';
import { anAccount, aPerson, aVolume } from '../support/builders.ts';
import { aKey, apply, approve, anOffice, eventsOf, keepSignedIn, somePrinters, type Office } from '../support/office.ts';
import { printDesk } from '../support/print-desk.ts';
import { inkExtent, rasterise } from '../support/printed.ts';
import { databaseKinds, startTestServer, type TestServer } from '../support/server.ts';

const run = promisify(execFile);
const minuteMs = 60_000;

describe.each(databaseKinds)('printing on %s', kind => {
  let server: TestServer;
  let office: Office;
  let reader: string;
  let clock = Date.now();

  beforeAll(async () => {
    server = await startTestServer({ database: kind, now: () => new Date(clock) });
    office = await anOffice(server);
    reader = office.reader.token;
    await somePrinters(server, reader, 'HP-401', 'A', 'x');
  });
  afterAll(() => server.close());
  const { open, prepare, fetchPdf } = printDesk(() => ({ server, office }));

  test('a copy has a number in the register from the first moment, and every step is recorded under it', async () => {
    const session = await open();
    const job = await prepare(session, { copies: 2 });
    expect(job).toMatchObject({ state: 'prepared', copies: 2, pageCount: 2, requestNumber: session.requestNumber, personName: '王建国', materialNames: ['材料1-1'], operatorName: '钱查档' });
    expect(job.registerNumber).toMatch(/^\d{4}-\d{5}$/);
    expect((await fetchPdf(job.id)).status).toBe(200);
    expect(await server.call(reader, 'printing.submitted', { id: job.id, printerName: 'HP-401' })).toMatchObject({ state: 'submitted', printerName: 'HP-401' });
    const outcome = { id: job.id, state: 'completed', impressions: 4, detail: 'job-completed-successfully' } as const;
    expect(await server.call(reader, 'printing.finished', outcome)).toMatchObject({ state: 'completed', detail: 'impressions=4 job-completed-successfully' });
    expect((await eventsOf(server, job.registerNumber)).map(({ act }) => act)).toEqual(['printing.prepare', 'prints.read', 'printing.submitted', 'printing.finished']);
    expect((await fetchPdf(job.id)).status).toBe(409);
  });

  test('the sheets are exact A4, one page each, with mark, numbers and secrecy in their pixels', async () => {
    const session = await open();
    const { id } = await prepare(session);
    const { headers, bytes } = await fetchPdf(id);
    expect([headers['content-type'], headers['cache-control']]).toEqual(['application/pdf', 'no-store']);
    const sheets = (await PDFDocument.load(bytes)).getPages();
    expect(sheets.map(sheet => [sheet.getWidth().toFixed(4), sheet.getHeight().toFixed(4)])).toEqual([['595.2756', '841.8898'], ['595.2756', '841.8898']]);
    const file = join(server.dataDirectory, 'sheet.pdf');
    await writeFile(file, bytes);
    await run('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', '-png', '-singlefile', file, join(server.dataDirectory, 'sheet')]);
    const sheet = sharp(join(server.dataDirectory, 'sheet.png'));
    expect(await sheet.metadata()).toMatchObject({ width: 1241, height: 1754 });
    const darkest = async (...[left, top, width, height]: [number, number, number, number]): Promise<number> =>
      (await sharp(await sheet.clone().extract({ left, top, width, height }).toBuffer()).stats()).channels[0]!.min;
    expect(await darkest(60, 60, 200, 52)).toBeLessThan(60); // secrecy mark, top left
    expect(await darkest(900, 60, 280, 52)).toBeLessThan(110); // register number
    expect(await darkest(60, 1640, 700, 54)).toBeLessThan(110); // foot
    expect(await darkest(300, 700, 700, 700)).toBeLessThan(225); // visible mark on white paper
    expect(await darkest(0, 0, 1241, 40)).toBe(255); // nothing where printers cannot print
  });

  test('a printer is used when the security officer has approved this device, and never one that writes files', async () => {
    const [terminal, session] = [await server.terminal(), await open()];
    const officer = await server.signIn((await anAccount(server.db, { roles: ['security-officer'] })).loginName);
    const report = async (device: 'network' | 'file', deviceUri: string) =>
      (await server.call(reader, 'printers.report', { printers: [{ name: '走廊', device, deviceUri, model: '' }] })).approvals[0];
    const submit = async () => server.call(reader, 'printing.submitted', { id: (await prepare(session)).id, printerName: '走廊' });
    const refused = { code: 'printer.not-approved', params: { printer: '走廊' } };
    expect(await report('network', 'ipp://10.1.2.3/ipp')).toBe('waiting');
    await expect(submit()).rejects.toMatchObject(refused);
    const idOf = async (uri: string) => (await server.call(officer, 'printers.list', { terminalId: TerminalId.parse(terminal.id) })).printers.find(({ deviceUri }) => deviceUri === uri)!.id;
    await server.call(officer, 'printers.approve', { id: await idOf('ipp://10.1.2.3/ipp') });
    expect((await submit()).state).toBe('submitted');
    // The same name, led elsewhere.
    expect(await report('network', 'socket://10.9.9.9')).toBe('waiting');
    await expect(submit()).rejects.toMatchObject(refused);
    expect(await report('file', 'file:///tmp/copy')).toBe('refused');
    await expect(server.call(officer, 'printers.approve', { id: await idOf('file:///tmp/copy') })).rejects.toMatchObject({ code: 'printer.to-file' });
    expect(await report('network', 'ipp://10.1.2.3/ipp')).toBe('approved');
    await server.call(officer, 'printers.refuse', { id: await idOf('ipp://10.1.2.3/ipp'), reason: '不在管控范围' });
    await expect(submit()).rejects.toMatchObject(refused);
    expect((await eventsOf(server, terminal.name)).map(({ act }) => act)).toEqual(expect.arrayContaining(['printers.approve', 'printers.refuse']));
  });

  test('pages that are asked for come once each, in the order of the material', async () => {
    const session = await open();
    const [first, second] = session.materials[0]!.pages;
    const job = await prepare(session, { pageIds: [second!.id, first!.id, second!.id] });
    expect(job.pageCount).toBe(2);
    const row = await server.db.selectFrom('printJobs').select('pageIds').where('id', '=', job.id).executeTakeFirstOrThrow();
    expect(row.pageIds).toEqual([first!.id, second!.id]);
  });

  test('several materials are one entry with one number, in the order of the catalogue; each sheet says what it is of', async () => {
    const { id: requestId } = await apply(server, office);
    const [resume, degree] = office.materials;
    await approve(server, office.approver.token, { id: requestId, copies: 2, materials: [{ materialId: resume!.id, canPrint: true }, { materialId: degree!.id, canPrint: true }] });
    const session = await server.call(reader, 'viewing.open', { requestId });
    const [first, second] = resume!.pages;
    const job = await prepare(session, { pageIds: [degree!.pages[0]!.id, second!.id, first!.id] });
    expect(job).toMatchObject({ pageCount: 3, materialNames: ['材料1-1', '材料4-1-1'] });
    const { pageIds } = await server.db.selectFrom('printJobs').select('pageIds').where('id', '=', job.id).executeTakeFirstOrThrow();
    expect(pageIds).toEqual([first!.id, second!.id, degree!.pages[0]!.id]);
    const sheets = (await fetchPdf(job.id)).bytes;
    expect((await PDFDocument.load(sheets)).getPageCount()).toBe(3);
    // What the sheet is of stands above who printed it: one line each.
    const foot = async (page: number) => inkExtent(await rasterise(sheets, { page }), { left: 5, top: 276, right: 150, bottom: 283 });
    const [one, three] = [await foot(1), await foot(3)];
    expect(one!.left).toBeGreaterThan(9.5);
    expect(three!.right - three!.left).toBeGreaterThan(one!.right - one!.left);
    await server.call(reader, 'printing.submitted', { id: job.id, printerName: 'A' });
    await server.call(reader, 'printing.finished', { id: job.id, state: 'completed', impressions: null, detail: '' });
    const entry = await server.call(office.archivist.token, 'printing.get', { id: job.id });
    expect(entry.materials).toEqual([{ number: '1-1', name: '材料1-1', pageNumbers: [1, 2] }, { number: '4-1-1', name: '材料4-1-1', pageNumbers: [1] }]);
    // Of each page as many copies as were granted, whatever it was printed with.
    await prepare(session, { pageIds: [first!.id] });
    await expect(prepare(session, { pageIds: [first!.id, degree!.pages[0]!.id] })).rejects.toMatchObject({ code: 'print.copies-used', params: { granted: 2, left: 0 } });
  });

  test('the same copy prepared five times at once is registered once; numbers do not repeat', async () => {
    const session = await open();
    const idempotencyKey = aKey();
    const twins = await Promise.all(Array.from({ length: 5 }, () => prepare(session, { idempotencyKey })));
    expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
    const others = await Promise.all(Array.from({ length: 4 }, () => prepare(session)));
    expect(new Set([...twins, ...others].map(({ registerNumber }) => registerNumber)).size).toBe(5);
  });

  describe('refused:', () => {
    test('a material granted for reading alone, not granted at all, or under custody', async () => {
      const session = await open();
      const [, degree] = session.materials;
      const refused = { code: 'print.not-granted' };
      await expect(prepare(session, { pageIds: [degree!.pages[0]!.id] })).rejects.toMatchObject(refused);
      await expect(prepare(session, { pageIds: [office.materials[2]!.pages[0]!.id] })).rejects.toMatchObject(refused);
      const custody = await server.call(office.archivist.token, 'viewing.openCustody', { volumeId: office.volumeId });
      await expect(prepare(custody, {}, office.archivist.token)).rejects.toMatchObject(refused);
    });

    test('a page smuggled in among granted ones, of another material or of another person', async () => {
      const session = await open();
      const granted = session.materials[0]!.pages[0]!.id;
      await expect(prepare(session, { pageIds: [granted, office.materials[2]!.pages[0]!.id] })).rejects.toMatchObject({ code: 'print.not-granted' });
      const stranger = await aVolume(server.db, { personId: (await aPerson(server.db, { unitId: office.person.unitId })).id });
      const { materials } = office;
      await server.db.updateTable('materials').set({ volumeId: stranger.id }).where('id', '=', materials[2]!.id).execute();
      await expect(prepare(session, { pageIds: [granted, materials[2]!.pages[0]!.id] })).rejects.toMatchObject({ code: 'resource.not-found' });
      await server.db.updateTable('materials').set({ volumeId: office.volumeId }).where('id', '=', materials[2]!.id).execute();
      expect((await eventsOf(server, session.requestNumber!)).at(-1)).toMatchObject({ act: 'printing.prepare', result: 'denied' });
    });

    test('another account’s session, copy or sheets', async () => {
      const session = await open();
      const job = await prepare(session);
      for (const { token } of [office.second, office.archivist, office.approver]) {
        await expect(prepare(session, {}, token)).rejects.toMatchObject({ code: 'resource.not-found' });
        await expect(server.call(token, 'printing.submitted', { id: job.id, printerName: 'x' })).rejects.toMatchObject({ code: 'resource.not-found' });
        await expect(server.call(token, 'printing.finished', { id: job.id, state: 'cancelled', impressions: null, detail: '' })).rejects.toMatchObject({ code: 'resource.not-found' });
        expect((await fetchPdf(job.id, token)).status).toBe(404);
      }
      expect((await fetchPdf(PrintJobId.parse(randomUUID()))).status).toBe(404);
    });

    test('a copy under a grant that was withdrawn meanwhile, and a new one in a session that ended', async () => {
      const session = await open();
      const job = await prepare(session);
      await server.call(office.approver.token, 'requests.withdraw', { id: session.requestId!, reason: '停用' });
      expect((await fetchPdf(job.id)).status).toBe(410);
      await expect(prepare(session)).rejects.toMatchObject({ code: 'grant.withdrawn' });
    });

    test('sheets long after the reading ended; shortly after they are still spooled', async () => {
      const session = await open();
      clock += 29 * minuteMs;
      await keepSignedIn(server);
      const job = await prepare(session);
      clock += 5 * minuteMs;
      expect((await fetchPdf(job.id)).status).toBe(200);
      clock += 6 * minuteMs;
      await keepSignedIn(server);
      expect((await fetchPdf(job.id)).status).toBe(410);
      await expect(prepare(session)).rejects.toMatchObject({ code: 'grant.expired' });
    });

    test('steps out of order; the same step again is only an echo', async () => {
      const session = await open();
      const { id } = await prepare(session);
      const completed = { id, state: 'completed', impressions: null, detail: '' } as const;
      await expect(server.call(reader, 'printing.finished', completed)).rejects.toMatchObject({ code: 'print.state-conflict', params: { state: 'prepared' } });
      for (let times = 0; times < 2; times++) expect((await server.call(reader, 'printing.submitted', { id, printerName: 'A' })).state).toBe('submitted');
      for (let times = 0; times < 2; times++) expect((await server.call(reader, 'printing.finished', { ...completed, state: 'failed', detail: 'media-jam-error' })).detail).toBe('media-jam-error');
      await expect(server.call(reader, 'printing.finished', completed)).rejects.toMatchObject({ code: 'print.state-conflict', params: { state: 'failed' } });
      await expect(server.call(reader, 'printing.submitted', { id, printerName: 'A' })).rejects.toMatchObject({ code: 'print.state-conflict' });
    });
  });

  test('the register shows a reader his own copies, the custodian those of his files, nobody else anything', async () => {
    const job = await prepare(await open());
    const seenBy = async (token: string) => (await server.call(token, 'printing.list', { page: 1 })).items.map(({ id }) => id);
    expect(await seenBy(reader)).toContain(job.id);
    expect(await seenBy(office.archivist.token)).toContain(job.id);
    expect(await seenBy(office.second.token)).not.toContain(job.id);
  });
});
