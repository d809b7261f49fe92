import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultStripTemplates } from '../../src-shared/domain/default-strips.ts';
import { VolumeId } from '../../src-shared/domain/ids.ts';
import type { StripJob } from '../../src-shared/domain/strip-job.ts';
import type { StripPaper } from '../../src-shared/domain/strip-sheets.ts';
import { anAccount, aPerson, aUnit, aVolume, testPassword } from '../support/builders.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { startFakeIppPrinter, type FakeIppPrinter } from '../support/fake-ipp-printer.ts';
import { inkExtent, rasterise, readPrinted } from '../support/printed.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let cups: TestCups;
let printer: FakeIppPrinter;
let directory: string;
let terminal: TestTerminal;
let loginName: string;
const volumeIds: VolumeId[] = [];

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  cups = await startTestCups({ printers: [] });
  printer = await startFakeIppPrinter();
  await cups.addQueue('scripted', printer.uri);
  const unit = await aUnit(server.db);
  loginName = (await anAccount(server.db, { roles: ['archivist'], unitId: unit.id })).loginName;
  for (let index = 1; index <= 20; index += 1) {
    const person = await aPerson(server.db, { managingUnitId: unit.id, unitId: unit.id, archiveNumber: `BC${String(index)}`, name: index === 7 ? '买买提·艾则孜·阿布都拉尤' : '王芳' });
    volumeIds.push(VolumeId.parse((await aVolume(server.db, { personId: person.id })).id));
  }
});
afterAll(async () => {
  await Promise.all([door.stop(), cups.stop(), printer.stop()]);
  await server.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-strips-'));
  terminal = await startTestTerminal({ ...door, dataDirectory: directory, deviceEnvironment: { ...cups.env } });
  await terminal.call('session.signIn', { loginName, password: testPassword });
});
afterEach(async () => {
  printer.setFaults({});
  await terminal.close();
  await rm(directory, { recursive: true });
});

const prepare = (paper: StripPaper, count: number, template = defaultStripTemplates[2]!): Promise<StripJob> =>
  terminal.call('strips.prepare', { idempotencyKey: crypto.randomUUID(), templateId: template.id, version: 0, paper, marginMm: 6, volumeIds: volumeIds.slice(0, count) });
const lastAsked = (name: string): unknown => printer.received.at(-1)!.attributes.find(attribute => attribute.name === name)?.values[0];

test('twenty strips on long paper reach the printer in the order of the shelf, one-sided, in their exact size', async () => {
  const job = await prepare('long', 20);
  const done = await terminal.call('strips.print', { id: job.id, printerName: 'scripted', from: 1 });
  expect(done).toMatchObject({ state: 'completed', goodCount: 20, runs: [{ firstPosition: 1, lastGood: 20, printerName: 'scripted' }] });
  const { sizesMm, text } = await readPrinted(printer.received.at(-1)!.document);
  expect(sizesMm).toHaveLength(20);
  for (const { width, height } of sizesMm) expect([Math.abs(width - 42), Math.abs(height - 310)].every(off => off < 0.2)).toBe(true);
  expect([...text.matchAll(/BC\d+/g)].map(([number]) => number)).toEqual(Array.from({ length: 20 }, (_, index) => `BC${String(index + 1)}`));
  expect(lastAsked('sides') ?? 'one-sided').toBe('one-sided');
});

test('after a jam it goes on at the right strip, on a sheet of its own', async () => {
  const job = await prepare('a4', 6);
  printer.setFaults({ abortsJobs: true });
  expect(await terminal.call('strips.print', { id: job.id, printerName: 'scripted', from: 1 })).toMatchObject({ state: 'open', goodCount: 0, runs: [{ outcome: 'failed', lastGood: null }] });
  printer.setFaults({});
  await expect(terminal.call('strips.print', { id: job.id, printerName: 'scripted', from: 1 })).rejects.toMatchObject({ code: 'strip.count-first' });
  await terminal.call('strips.confirmGood', { id: job.id, lastGood: 4 });
  const done = await terminal.call('strips.print', { id: job.id, printerName: 'scripted', from: 5 });
  expect(done).toMatchObject({ state: 'completed', runs: [{ lastGood: 4 }, { firstPosition: 5, lastGood: 6 }] });
  const { text } = await readPrinted(printer.received.at(-1)!.document);
  expect([text.includes('BC4'), text.includes('BC5'), text.includes('BC6')]).toEqual([false, true, true]);
});

test('a printer that was measured is corrected for, and remembered', async () => {
  // It prints 1.7 mm too far right and 0.4 % too large.
  const measured = { leftMm: 15 * 1.004 + 1.7, topMm: 15, widthMm: 180 * 1.004, heightMm: 267 };
  await expect(terminal.call('strips.calibrate', { printerName: 'scripted', paper: 'a4', measured: { ...measured, widthMm: 120 } })).rejects.toMatchObject({ code: 'calibration.implausible' });
  await terminal.call('strips.calibrate', { printerName: 'scripted', paper: 'a4', measured });
  expect((await terminal.call('strips.getCalibration', { printerName: 'scripted' })).calibration).toMatchObject({ offsetXMm: expect.closeTo(1.7, 5) as number, scaleX: expect.closeTo(1.004, 5) as number, offsetYMm: 0, scaleY: 1 });
  const job = await prepare('a4', 4);
  await terminal.call('strips.print', { id: job.id, printerName: 'scripted', from: 1 });
  const ink = inkExtent(await rasterise(printer.received.at(-1)!.document))!;
  // What the printer will make of it: the cut lines at 6 mm and 6 + 4 × 42 mm.
  const printed = (mm: number): number => mm * 1.004 + 1.7;
  expect(Math.abs(printed(ink.left) - 6)).toBeLessThan(0.2);
  expect(Math.abs(printed(ink.right) - 174)).toBeLessThan(0.2);
  await terminal.call('strips.printTestPage', { printerName: 'scripted', paper: 'a4', isCorrected: false });
  expect(inkExtent(await rasterise(printer.received.at(-1)!.document))!.left).toBeCloseTo(6, 0);
});

test('a label without red asks the printer for black alone', async () => {
  const label = defaultStripTemplates[3]!;
  const black = { ...label.template, name: '黑标签', fields: label.template.fields.map(field => ({ ...field, ink: 'black' as const })) };
  const { id, version } = await terminal.call('strips.saveTemplate', { id: label.id, version: 0, template: black });
  const job = await terminal.call('strips.prepare', { idempotencyKey: crypto.randomUUID(), templateId: id, version, paper: 'a4', marginMm: 6, volumeIds: volumeIds.slice(0, 10) });
  expect(await terminal.call('strips.print', { id: job.id, printerName: 'scripted', from: 1 })).toMatchObject({ state: 'completed' });
  expect(lastAsked('print-color-mode')).toBe('monochrome');
  expect((await readPrinted(printer.received.at(-1)!.document)).sizesMm).toHaveLength(2);
});

test('a printer that is not there is refused before anything is registered as begun', async () => {
  const job = await prepare('a4', 1);
  await expect(terminal.call('strips.print', { id: job.id, printerName: 'nowhere', from: 1 })).rejects.toMatchObject({ code: 'printer.not-found' });
  expect((await terminal.call('strips.get', { id: job.id })).job).toMatchObject({ state: 'open', runs: [] });
});
