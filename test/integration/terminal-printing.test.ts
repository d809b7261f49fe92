import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { windowPaths } from '../../src-shared/contract/desktop-api.ts';
import { encodeCode128 } from '../../src-shared/domain/code128.ts';
import { encodeDataMatrix } from '../../src-shared/domain/data-matrix.ts';
import { IdempotencyKey, type PageId, type RequestId } from '../../src-shared/domain/ids.ts';
import type { PrintRegions } from '../../src-shared/domain/print-region.ts';
import type { PrintJob } from '../../src-shared/domain/printing.ts';
import { SheetPrintId } from '../../src-shared/domain/sheet-print.ts';
import type { ViewSession } from '../../src-shared/domain/viewing.ts';
import { anAccount, aPerson, aUnit, aVolume, testPassword } from '../support/builders.ts';
import { anUpload, approve } from '../support/office.ts';
import { readPrintHead } from '../support/print-head.ts';
import { inkExtent, rasterise } from '../support/printed.ts';
import { aWrittenPage } from '../support/written-page.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTerminalProcess } from '../support/terminal-process.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let cups: TestCups;
let directory: string;
let terminal: TestTerminal;
let reader: { readonly loginName: string; readonly requestId: string; readonly partsRequestId: string };

/** Of the first page, in the second grant. */
const part = { left: 0.25, top: 0.2, width: 0.4, height: 0.3 };

const deviceEnvironment = () => ({ ...cups.env });

/** A volume with one material of two scanned pages, and a grant to read and print it. */
async function prepareGrant(scanner: TestScanner): Promise<typeof reader> {
  const [archive, office] = [await aUnit(server.db), await aUnit(server.db, { isCustodian: false })];
  const archivist = await anAccount(server.db, { roles: ['archivist'], unitId: archive.id });
  const approver = await anAccount(server.db, { roles: ['approver'], unitId: archive.id });
  const [first, second] = [await anAccount(server.db, { roles: ['reader'], unitId: office.id }), await anAccount(server.db, { roles: ['reader'], unitId: office.id })];
  const person = await aPerson(server.db, { unitId: office.id, managingUnitId: archive.id });
  const volume = await aVolume(server.db, { personId: person.id });

  const desk = await startTestTerminal({ ...door, deviceEnvironment: scanner.env });
  await desk.call('session.signIn', { loginName: archivist.loginName, password: testPassword });
  const { id } = await desk.call('drafts.create', { volumeId: volume.id, personId: person.id, personName: '王建国' });
  const settings = { source: 'Automatic Document Feeder', mode: 'Color', resolutionDpi: 75, widthMm: 210, heightMm: 297, maxPages: 2 };
  await desk.call('scanning.start', { draftId: id, scannerId: 'test:0', settings, replacePageId: null });
  await desk.waitFor('scan.finished');
  await desk.call('drafts.setRow', { id, row: { classCode: '1', sequence: 1, name: '干部履历表', pageCount: 2 } });
  const material = await desk.call('drafts.file', { id });
  await desk.close();

  const readerToken = await server.signIn(first.loginName);
  const application = { personId: person.id, purpose: 'salary', reason: '', secondReaderId: second.id, minutes: 60, classCodes: ['1'], wantsPrint: true } as const;
  const approverToken = await server.signIn(approver.loginName);
  const grant = async (regions: PrintRegions): Promise<RequestId> => {
    const { id: requestId } = await server.call(readerToken, 'requests.submit', { ...application, idempotencyKey: IdempotencyKey.parse(crypto.randomUUID()) });
    await approve(server, approverToken, { id: requestId, minutes: 60, materials: [{ materialId: material.id, canPrint: true, regions }] });
    return requestId;
  };
  return { loginName: first.loginName, requestId: await grant([]), partsRequestId: await grant([{ pageId: material.pages[0]!.id, ...part }]) };
}

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  cups = await startTestCups({ printers: [{ name: 'desk', color: true }] });
  const scanner = await startTestScanner();
  reader = await prepareGrant(scanner);
  await scanner.stop();
});
afterAll(async () => {
  await Promise.all([door.stop(), cups.stop()]);
  await server.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-desk-'));
});
afterEach(async () => {
  await cups.setCondition('desk', 'none');
  await terminal.close();
  await rm(directory, { recursive: true });
});

type Caller = Pick<TestTerminal, 'call'>;
const signIn = ({ call }: Caller) => call('session.signIn', { loginName: reader.loginName, password: testPassword });
const open = async (): Promise<void> => {
  terminal = await startTestTerminal({ ...door, dataDirectory: directory, deviceEnvironment: deviceEnvironment() });
  await signIn(terminal);
};
const read = ({ call }: Caller): Promise<ViewSession> => call('viewing.open', { requestId: reader.requestId });
/** The scanner of the test draws patterns; writing takes the place of its first page. */
const writeOn = async (page: { readonly id: string }): Promise<void> => {
  const optimisedBlob = await server.services.pages.put(await aWrittenPage('printed'));
  await server.db.updateTable('pages').set({ optimisedBlob, halfBlob: null, widthPx: 1654, heightPx: 2339 }).where('id', '=', page.id).execute();
};
const prepare = async (at: Caller): Promise<PrintJob> => {
  const session = await read(at);
  const material = session.materials[0]!;
  return at.call('printing.prepare', { viewSessionId: session.id, pageIds: material.pages.map(({ id }) => id), copies: 1, idempotencyKey: crypto.randomUUID() });
};
const toleranceMm = 0.2;
const expectNear = (actual: Partial<Record<string, number>>, expected: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(expected)) expect(Math.abs((actual[name] ?? Infinity) - value), name).toBeLessThanOrEqual(toleranceMm);
};
const stateOf = async (id: PrintJob['id']): Promise<PrintJob | undefined> => (await terminal.call('printing.list', {})).items.find(job => job.id === id);

test('granted pages and prepared prints are shown at their addresses, to the reader alone and never stored', async () => {
  await open();
  const session = await read(terminal);
  const page = session.materials[0]!.pages[0]!;
  for (const size of ['full', 'half', 'thumb'] as const) {
    const picture = await terminal.get(windowPaths.page(session.id, page.id, size));
    expect(picture).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' } });
    expect(Buffer.from(picture!.body.subarray(0, 3)).toString('hex')).toBe('ffd8ff');
  }
  const job = await prepare(terminal);
  const document = await terminal.get(windowPaths.print(job.id));
  expect(document).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
  expect(Buffer.from(document!.body.subarray(0, 5)).toString()).toBe('%PDF-');
  const contents = await Promise.all(['terminal.db', 'terminal.log'].map(name => readFile(join(directory, name))));
  for (const bytes of contents) expect(bytes.includes('%PDF')).toBe(false);
  await terminal.call('session.lock', {});
  expect((await terminal.get(windowPaths.page(session.id, page.id, 'half')))?.status).toBe(423);
});

test('a prepared print goes to the printer under its register number, and its end is registered', async () => {
  await open();
  expect((await terminal.call('printing.listPrinters', {})).printers.map(({ name }) => name)).toContain('desk');
  const job = await prepare(terminal);
  const printed = await terminal.call('printing.print', { id: job.id, printerName: 'desk' });
  expect(printed).toMatchObject({ id: job.id, state: 'completed', printerName: 'desk' });
  const [received] = await cups.receivedFiles('desk');
  const attributes = await readFile(received!.attributesPath, 'utf8');
  expect(attributes).toContain(job.registerNumber);
  expect(attributes).not.toContain('王建国');
});

test('what came out of the printer is exact in size, bears its number, and names the reading and the copy in its grain', async () => {
  await open();
  const session = await read(terminal);
  const [material] = session.materials;
  const page = material!.pages[0]!;
  await writeOn(page);
  const job = await terminal.call('printing.prepare', { viewSessionId: session.id, pageIds: [page.id], copies: 1, idempotencyKey: crypto.randomUUID() });
  expect((await terminal.call('printing.print', { id: job.id, printerName: 'desk' })).state).toBe('completed');
  const pdf = await readFile((await cups.receivedFiles('desk')).at(-1)!.path);
  const copyNumber = `${job.registerNumber}-01`;
  const sheet = await rasterise(pdf);
  expectNear({ width: (sheet.width / 300) * 25.4, height: (sheet.height / 300) * 25.4 }, { width: 210, height: 297 });
  const { bars, squares } = readPrintHead(sheet);
  expect({ bars: bars.text, squares: squares.rows }).toEqual({ bars: copyNumber, squares: encodeDataMatrix(copyNumber) });
  // Five dots a square and four a bar, from the margins on.
  expectNear(squares.extent, { right: 200, top: 10, left: 200 - (14 * 5 * 25.4) / 300, bottom: 10 + (14 * 5 * 25.4) / 300 });
  const modules = encodeCode128(copyNumber).reduce((sum, width) => sum + width, 0);
  expectNear({ width: bars.extent.right - bars.extent.left }, { width: (modules * 4 * 25.4) / 300 });
  // The secrecy mark in 三号 (16 pt, 5.6 mm), top left and nowhere else.
  const mark = inkExtent(sheet, { left: 0, top: 0, right: 85, bottom: 20 })!;
  expect(mark.left).toBeGreaterThanOrEqual(10);
  expect(mark.left).toBeLessThan(11);
  expect(Math.abs(mark.bottom - mark.top - 5.2)).toBeLessThan(0.5);

  const auditor = await anAccount(server.db, { roles: ['auditor'] });
  const photo = await sharp(sheet.grey, { raw: { width: sheet.width, height: sheet.height, channels: 1 } }).jpeg({ quality: 80 }).toBuffer();
  const { uploadId } = await anUpload(server, auditor.id, photo);
  const trace = await server.call(await server.signIn(auditor.loginName), 'traces.run', { uploadId, fileName: 'sheet.jpg' });
  expect(trace).toMatchObject({ method: 'blind', outcome: 'named', named: [{ id: session.id, object: session.requestNumber, copyNumber }] });
});

test('of a page of which parts were granted these alone come out of the printer, where they stand on it', async () => {
  await open();
  const whole = await read(terminal);
  const [page, other] = whole.materials[0]!.pages;
  await writeOn(page!);
  const session = await terminal.call('viewing.open', { requestId: reader.partsRequestId });
  expect(session.materials[0]!.printRegions).toEqual([{ pageId: page!.id, ...part }]);
  const copyOf = ({ id }: ViewSession, pageIds: readonly PageId[]) => ({ viewSessionId: id, pageIds, copies: 1, idempotencyKey: crypto.randomUUID() });
  await expect(terminal.call('printing.prepare', copyOf(session, [page!.id, other!.id]))).rejects.toMatchObject({ code: 'print.not-granted' });
  const job = await terminal.call('printing.prepare', copyOf(session, [page!.id]));
  expect(job.regionCount).toBe(1);
  expect((await terminal.call('printing.print', { id: job.id, printerName: 'desk' })).state).toBe('completed');
  const printed = await rasterise(await readFile((await cups.receivedFiles('desk')).at(-1)!.path));
  const entire = await terminal.call('printing.prepare', copyOf(whole, [page!.id]));
  const reference = await rasterise((await terminal.get(windowPaths.print(entire.id)))!.body);
  await terminal.call('printing.cancel', { id: entire.id });
  // The page is 190 mm wide between the margins; 1654 × 2339 pixels of it are 268.7 mm high, too high for the room, so it stands in its middle.
  const room = { top: 21, height: 255 };
  const width = (room.height * 1654) / 2339;
  const placed = { left: 105 - width / 2 + part.left * width, top: room.top + part.top * room.height, right: 105 - width / 2 + 0.65 * width, bottom: room.top + 0.5 * room.height };
  const body = { left: 0, top: 20.5, right: 210, bottom: 276.5 };
  const [inked, expected] = [inkExtent(printed, body)!, inkExtent(reference, placed)!];
  expectNear(inked, expected);
  expect(inkExtent(reference, body)!.right).toBeGreaterThan(placed.right + 10);
});

test('a printer that is not there is refused while the print can still go to another one', async () => {
  await open();
  const job = await prepare(terminal);
  await expect(terminal.call('printing.print', { id: job.id, printerName: 'nowhere' })).rejects.toMatchObject({ code: 'printer.not-found', params: { printer: 'nowhere' } });
  expect((await terminal.call('printing.print', { id: job.id, printerName: 'desk' })).state).toBe('completed');
});

test('a print is cancelled before it was sent, and while it waits for paper', async () => {
  await open();
  const unsent = await prepare(terminal);
  await terminal.call('printing.cancel', { id: unsent.id });
  expect((await stateOf(unsent.id))?.state).toBe('cancelled');

  await cups.setCondition('desk', 'media-empty');
  const job = await prepare(terminal);
  const printing = terminal.call('printing.print', { id: job.id, printerName: 'desk' });
  await terminal.waitFor('print.progressed');
  await expect(terminal.call('printing.print', { id: job.id, printerName: 'desk' })).rejects.toMatchObject({ code: 'print.state-conflict' });
  await delay(500);
  await terminal.call('printing.cancel', { id: job.id });
  expect((await printing).state).toBe('cancelled');
  await expect(prepare(terminal)).rejects.toMatchObject({ code: 'print.count-first', params: { number: job.registerNumber } });
  await terminal.call('printing.countSheets', { id: job.id, goodSheets: 0, wasteSheets: 0 });
});

test('a print whose terminal died is found in the queue again, and what became of it is registered', async () => {
  await cups.setCondition('desk', 'media-empty');
  const victim = await startTerminalProcess({ ...door, dataDirectory: directory, deviceEnvironment: deviceEnvironment() });
  await signIn(victim);
  const job = await prepare(victim);
  void victim.call('printing.print', { id: job.id, printerName: 'desk' });
  while (victim.countEvents('print.progressed') === 0) await delay(20);
  await victim.kill();

  const before = (await cups.receivedFiles('desk')).length;
  await open();
  expect((await stateOf(job.id))?.state).toBe('submitted');
  await cups.setCondition('desk', 'none');
  await expect.poll(async () => (await stateOf(job.id)), { timeout: 15_000 }).toMatchObject({ state: 'completed' });
  expect(await cups.receivedFiles('desk')).toHaveLength(before + 1);
});

test('an outcome that the data centre could not hear is told when it is back', async () => {
  await open();
  await cups.setCondition('desk', 'media-empty');
  const job = await prepare(terminal);
  const printing = expect(terminal.call('printing.print', { id: job.id, printerName: 'desk' })).rejects.toMatchObject({ code: 'server.unreachable' });
  await terminal.waitFor('print.progressed');
  await door.stop();
  await cups.setCondition('desk', 'none');
  await printing;
  await door.start();
  await expect.poll(async () => (await stateOf(job.id))?.state, { timeout: 15_000 }).toBe('completed');
});

test('the auditor’s report on paper is a row of the register, which he and no archivist sees', async () => {
  const unit = await aUnit(server.db);
  const auditor = await anAccount(server.db, { roles: ['auditor'], unitId: unit.id });
  const archivist = await anAccount(server.db, { roles: ['archivist'], unitId: unit.id });
  terminal = await startTestTerminal({ ...door, dataDirectory: directory, deviceEnvironment: deviceEnvironment() });
  await terminal.call('session.signIn', { loginName: auditor.loginName, password: testPassword });
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const order = { from, until: new Date(Date.now() + 60_000).toISOString(), printerName: 'desk' };
  expect((await terminal.call('audit.printReport', order)).state).toBe('completed');
  const { items } = await terminal.call('sheetPrints.list', { page: 1, kind: 'audit-report' });
  expect(items).toMatchObject([{ kind: 'audit-report', state: 'done', printerName: 'desk' }]);
  expect(items[0]!.good).toBe(items[0]!.count);
  expect(await readFile((await cups.receivedFiles('desk')).at(-1)!.attributesPath, 'utf8')).toContain(items[0]!.registerNumber);
  const token = await server.signIn(archivist.loginName);
  expect((await server.call(token, 'sheetPrints.list', { page: 1, kind: 'audit-report' })).items).toEqual([]);
  await expect(server.call(token, 'sheetPrints.count', { id: SheetPrintId.parse(items[0]!.id), goodSheets: 0 })).rejects.toMatchObject({ code: 'resource.not-found' });
});
