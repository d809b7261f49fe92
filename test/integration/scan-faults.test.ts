import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { buildNative } from '../../scripts/build-native.mjs';
import type { ScanSettings } from '../../src-shared/domain/scanning.ts';
import { isAlive } from '../support/device-desk.ts';
import { openScanFloor, type ScanFloor } from '../support/scan-floor.ts';
import { keptSides, scanStack, type StackStory } from '../support/scanning-person.ts';
import type { ScannerFault } from '../support/scripted-scanner.ts';

let floor: ScanFloor;
beforeAll(async () => {
  await buildNative();
  floor = await openScanFloor();
}, 120_000);
afterAll(() => floor.close());
afterEach(() => floor.scanner.setFaults([]));

const oneSided: ScanSettings = { source: 'ADF Front', mode: 'True Gray', resolutionDpi: 150, widthMm: 60, heightMm: 60, maxPages: null };
const twoSided: ScanSettings = { ...oneSided, source: 'ADF Duplex' };
const sheets = 6;

/** All sides of all sheets, each once and in its place. */
const wholeStack = (settings: ScanSettings): readonly unknown[] =>
  Array.from({ length: sheets }, (_, index) => (settings === twoSided ? [false, true] : [false]).map(isBack => ({ sheet: index + 1, isBack }))).flat();

type Fault = {
  readonly name: string;
  readonly faults: readonly ScannerFault[];
  readonly settings?: ScanSettings;
  /** The codes of which the person hears one, in the order of what happens; undefined: he hears of none. */
  readonly code?: string;
  /** The sheets that he is asked to put back. */
  readonly putBack?: readonly number[];
  readonly resumes?: number;
};

const jammed = 6;
const coverOpen = 8;
const [busy, ioError, noMemory] = [3, 9, 10];

const table: readonly Fault[] = [
  { name: 'a jam in the middle of a page', faults: [['read', 3, -1, 'status', jammed]], code: 'scanner.paper-jam', putBack: [3] },
  { name: 'a jam at the rollers', faults: [['start', 3, -1, 'status', jammed]], code: 'scanner.paper-jam', putBack: [3] },
  { name: 'a jam at the back of a sheet', faults: [['read', 3, 1, 'status', jammed]], settings: twoSided, code: 'scanner.paper-jam', putBack: [3] },
  { name: 'the cover opened during a page', faults: [['read', 4, -1, 'status', coverOpen]], code: 'scanner.cover-open', putBack: [4] },
  { name: 'the cover opened between two sheets', faults: [['start', 4, -1, 'status', coverOpen]], code: 'scanner.cover-open', putBack: [] },
  { name: 'busy between two sheets', faults: [['start', 3, -1, 'status', busy]], code: 'scanner.busy', putBack: [], resumes: 0 },
  { name: 'busy at the opening', faults: [['open', 0, -1, 'status', busy]], code: 'scanner.busy', putBack: [], resumes: 0 },
  { name: 'out of memory between two sheets', faults: [['start', 2, -1, 'status', noMemory]], code: 'scanner.io-failed', putBack: [], resumes: 0 },
  { name: 'out of memory in a page', faults: [['read', 2, -1, 'status', noMemory]], code: 'scanner.io-failed', putBack: [2] },
  { name: 'a broken cable in the first page', faults: [['read', 1, -1, 'status', ioError]], code: 'scanner.io-failed', putBack: [1] },
  { name: 'a page that ends too early', faults: [['read', 3, -1, 'short']], code: 'scanner.page-incomplete', putBack: [3] },
  { name: 'a page of more lines than were promised', faults: [['start', 3, -1, 'excess']], code: 'scanner.page-incomplete', putBack: [3] },
  { name: 'a page that does not say how many lines come', faults: [['start', 3, -1, 'unknown']] },
  { name: 'a slow page', faults: [['read', 3, -1, 'late', 1200]] },
  { name: 'a driver that hangs as it opens', faults: [['open', 0, -1, 'hang']], code: 'scanner.not-responding', putBack: [], resumes: 0 },
  { name: 'a driver that hangs as it draws in', faults: [['start', 3, -1, 'hang']], code: 'scanner.not-responding', putBack: [3] },
  { name: 'a driver that hangs as it draws in the first sheet', faults: [['start', 1, -1, 'hang']], code: 'scanner.not-responding', putBack: [1] },
  { name: 'a driver that hangs in a front', faults: [['read', 5, 0, 'hang']], settings: twoSided, code: 'scanner.not-responding', putBack: [5] },
  { name: 'a driver that hangs in a back', faults: [['read', 5, 1, 'hang']], settings: twoSided, code: 'scanner.not-responding', putBack: [5] },
  { name: 'a driver that answers "good, nothing" for ever', faults: [['read', 4, -1, 'spin']], code: 'scanner.not-responding', putBack: [4] },
  { name: 'a driver that hangs as it closes', faults: [['close', 0, -1, 'hang']], resumes: 0 },
  { name: 'a driver that crashes as it opens', faults: [['open', 0, -1, 'crash']], code: 'device-host.crashed', putBack: [], resumes: 0 },
  { name: 'a driver that crashes as it draws in', faults: [['start', 3, -1, 'crash']], code: 'device-host.crashed', putBack: [3] },
  { name: 'a driver that crashes in a page', faults: [['read', 3, -1, 'crash']], code: 'device-host.crashed', putBack: [3] },
  { name: 'a driver that crashes in a back', faults: [['read', 3, 1, 'crash']], settings: twoSided, code: 'device-host.crashed', putBack: [3] },
  { name: 'a driver that crashes as it closes', faults: [['close', 0, -1, 'crash']], resumes: 0 },
  { name: 'a driver that is killed in a page', faults: [['read', 6, -1, 'kill']], code: 'device-host.crashed', putBack: [6] },
  { name: 'a device that is pulled out and plugged in under another address', faults: [['read', 3, -1, 'replug', 2]], code: 'scanner.io-failed', putBack: [3] },
  { name: 'three faults in one stack', faults: [['read', 2, 0, 'crash'], ['read', 4, 1, 'status', jammed], ['start', 6, 0, 'hang']], settings: twoSided, putBack: [2, 4, 6], resumes: 3 },
];

async function suffer({ faults, settings = oneSided }: Fault): Promise<{ readonly story: StackStory; readonly kept: readonly unknown[] }> {
  const { terminal, scanner } = floor;
  const draftId = await floor.newDraft();
  await terminal.call('scanning.listScanners', {});
  await scanner.setFaults(faults);
  await terminal.longestBlockMs();
  const story = await scanStack({ terminal, scanner, draftId, settings, sheets });
  expect(await terminal.longestBlockMs()).toBeLessThan(100);
  expect(await scanner.faultsLeft()).toEqual([]);
  return { story, kept: await keptSides(terminal, draftId) };
}

test.each(table)('$name', async fault => {
  const before = await floor.deviceHosts();
  const { story, kept } = await suffer(fault);
  expect(story.error).toBeNull();
  expect(kept).toEqual(wholeStack(fault.settings ?? oneSided));
  // At worst a sheet more, where the one before had not reached us yet; never one less, and never another.
  expect(story.asked).toEqual(story.truly);
  expect(story.truly).toEqual(expect.arrayContaining([...(fault.putBack ?? [])]));
  if (fault.putBack?.length === 0) expect(story.asked).toEqual([]);
  if (fault.code !== undefined) expect(story.troubles.map(({ code }) => code)).toContain(fault.code);
  if (fault.resumes !== undefined) expect(story.resumes).toBe(fault.resumes);
  const after = await floor.deviceHosts();
  // One for scanners, one for barcode scanners.
  expect(after.length).toBeLessThanOrEqual(2);
  expect(before.filter(pid => !after.includes(pid) && isAlive(pid))).toEqual([]);
}, 60_000);

test('what happened can be reported with one call: device, settings and times, and nothing else', async () => {
  await suffer({ name: '', faults: [['read', 3, -1, 'status', jammed]] });
  const { report, isKept } = await floor.terminal.call('scanning.report', {});
  expect(isKept).toBe(true);
  expect(report).toMatchObject({ scanner: { vendor: 'Scripted', model: 'ADF-1', backend: 'scripted' }, settings: oneSided, sidesKept: sheets });
  expect(report.steps.filter(({ step, status }) => step === 'read' && status === 'jammed')).not.toEqual([]);
  expect(report.troubles.map(({ code, action }) => [code, action])).toContainEqual(['scanner.paper-jam', 'gave-up']);
  expect(report.steps.at(-1)).toMatchObject({ step: 'close' });
});

test('a report made while the data centre is out of reach waits at the terminal, and arrives once', async () => {
  const { terminal, server, door } = floor;
  const kept = async (): Promise<number> => (await server.db.selectFrom('faultReports').select('id').execute()).length;
  const before = await kept();
  await door.stop();
  expect((await terminal.call('scanning.report', {})).isKept).toBe(false);
  expect((await terminal.call('outbox.list', {})).commands).toMatchObject([{ kind: 'faults.report', title: 'ADF-1', refusal: null }]);
  await door.start();
  await vi.waitFor(async () => { expect((await terminal.call('outbox.list', {})).commands).toEqual([]); }, 20_000);
  expect(await kept()).toBe(before + 1);
});

test('the meter names what the stack waits for', async () => {
  const { terminal, scanner } = floor;
  await scanner.setScript({ feed_us: 150_000 });
  const from = terminal.events.length;
  await scanStack({ terminal, scanner, draftId: await floor.newDraft(), settings: { ...oneSided, resolutionDpi: 300 }, sheets });
  await scanner.setScript({});
  const { stages } = await terminal.waitFor('scan.metered', { from: terminal.events.findLastIndex(({ name }, index) => index >= from && name === 'scan.metered') });
  expect(stages.map(({ stage }) => stage)).toEqual(['feeder', 'transfer', 'processing']);
  expect(stages.find(({ isBottleneck }) => isBottleneck)?.stage).toBe('feeder');
  expect(stages[0]!.pagesPerMinute).toBeLessThan(400);
});

test.each([
  ['refuses the value', ['set', 0, -1, 'status', 4]],
  ['takes another one and does not say so', ['set', 0, -1, 'round']],
] as const)('a resolution of which the device %s is refused before a page claims what it has not', async (_name, fault) => {
  const { terminal, scanner } = floor;
  const draftId = await floor.newDraft();
  await scanner.setFaults([fault]);
  const story = await scanStack({ terminal, scanner, draftId, settings: oneSided, sheets, maxResumes: 0 });
  expect(story.error).toBe('scanner.setting-refused');
  expect((await terminal.call('drafts.get', { id: draftId })).pages).toEqual([]);
});

test('a cancel at which the driver hangs ends the scan, and what came before it is kept and can be gone on with', async () => {
  const { terminal, scanner } = floor;
  const draftId = await floor.newDraft();
  await scanner.setScript({ feed_us: 200_000 });
  await scanner.loadPile([1, 2, 3, 4, 5, 6]);
  await scanner.setFaults([['cancel', 0, -1, 'hang']]);
  const from = terminal.events.length;
  await terminal.call('scanning.start', { draftId, scannerId: scanner.scannerId, settings: oneSided, replacePageId: null });
  await terminal.waitFor('scan.page-completed', { from });
  await terminal.call('scanning.cancel', { draftId });
  const end = await terminal.waitFor('scan.finished', { from });
  expect(end).toMatchObject({ isCancelled: true, error: null });
  expect(await keptSides(terminal, draftId)).toHaveLength(end.pagesDone);
  await scanner.setScript({});
  // The sheet that was in lies in the output: it is put back like any other.
  await scanner.loadPile(Array.from({ length: sheets - end.pagesDone }, (_, index) => end.pagesDone + index + 1));
  const again = terminal.events.length;
  await terminal.call('scanning.resume', { draftId });
  expect(await terminal.waitFor('scan.finished', { from: again })).toMatchObject({ pagesDone: sheets, error: null });
  expect(await keptSides(terminal, draftId)).toEqual(wholeStack(oneSided));
});
