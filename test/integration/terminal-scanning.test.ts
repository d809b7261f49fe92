import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { windowPaths } from '../../src-shared/contract/desktop-api.ts';
import type { Desk } from '../../src-shared/domain/desk.ts';
import type { DraftId, DraftPageId } from '../../src-shared/domain/ids.ts';
import type { Draft, ScanSettings } from '../../src-shared/domain/scanning.ts';
import { anAccount, testPassword } from '../support/builders.ts';
import { findDeviceHosts } from '../support/device-host-pids.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTerminalProcess } from '../support/terminal-process.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let scanner: TestScanner;
let slowScanner: TestScanner;
let directory: string;
let terminal: TestTerminal;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  scanner = await startTestScanner();
  slowScanner = await startTestScanner({ settings: { 'read-limit': 'true', 'read-limit-size': '32768', 'read-delay': 'true', 'read-delay-duration': '100000' } });
});
afterAll(async () => {
  await Promise.all([scanner.stop(), slowScanner.stop(), door.stop()]);
  await server.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-desk-'));
});
afterEach(async () => {
  await terminal.close();
  await rm(directory, { recursive: true });
});

const open = async (loginName: string, device = scanner): Promise<void> => {
  terminal = await startTestTerminal({ ...door, dataDirectory: directory, deviceEnvironment: device.env });
  await terminal.call('session.signIn', { loginName, password: testPassword });
};
const anArchivist = async (): Promise<string> => (await anAccount(server.db, { roles: ['archivist'] })).loginName;
const newDraft = { volumeId: crypto.randomUUID(), personId: crypto.randomUUID(), personName: '王建国' };
const stack = (maxPages: number | null): ScanSettings => ({ source: 'Automatic Document Feeder', mode: 'Color', resolutionDpi: 75, widthMm: 100, heightMm: 80, maxPages });
const order = (draftId: DraftId, settings: ScanSettings, replacePageId: DraftPageId | null = null) => ({ draftId, scannerId: 'test:0', settings, replacePageId });
const idsOf = (draft: Draft): readonly DraftPageId[] => draft.pages.map(({ id }) => id);

/** A draft with so many pages, scanned for real. */
const scanDraft = async (pages: number): Promise<Draft> => {
  const { id } = await terminal.call('drafts.create', newDraft);
  const from = terminal.events.length;
  await terminal.call('scanning.start', order(id, stack(pages)));
  expect(await terminal.waitFor('scan.finished', { from })).toMatchObject({ draftId: id, pagesDone: pages, isCancelled: false, error: null });
  return terminal.call('drafts.get', { id });
};

test('a stack becomes pages as it arrives; each is shown from the store and none lies readable on the disk', async () => {
  await open(await anArchivist());
  const draft = await scanDraft(3);
  expect(draft).toMatchObject({ state: 'open', personName: '王建国', removedPages: [] });
  expect(terminal.events.filter(({ name }) => name === 'scan.page-completed').map(({ payload }) => payload)).toMatchObject(
    draft.pages.map(({ id }) => ({ draftId: draft.id, page: { id, isWaiting: true }, replacedPageId: null })),
  );
  const [first] = draft.pages;
  const full = await terminal.get(windowPaths.draftPage(draft.id, first!, 'full'));
  const thumb = await terminal.get(windowPaths.draftPage(draft.id, first!, 'thumb'));
  expect(full).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' } });
  expect(Buffer.from(full!.body.subarray(0, 2)).toString('hex')).toBe('ffd8');
  expect(thumb!.body.length).toBeLessThan(full!.body.length);
  for (const name of (await readdir(directory)).filter(each => each.startsWith('terminal.'))) {
    const bytes = await readFile(join(directory, name));
    for (const secret of [Buffer.from('ffd8ff', 'hex'), 'JFIF']) expect(name.includes('.key') || !containsJpeg(bytes, secret)).toBe(true);
  }
});

/** Three bytes come up by chance in megabytes of ciphertext; a real marker is followed by a segment. */
const containsJpeg = (bytes: Buffer, marker: Buffer | string): boolean =>
  typeof marker === 'string' ? bytes.includes(marker) : bytes.includes(Buffer.concat([marker, Buffer.from('e00010', 'hex')])) || bytes.includes(Buffer.concat([marker, Buffer.from('db0043', 'hex')]));

test('pages are turned, reordered, taken out and put back where they were', async () => {
  await open(await anArchivist());
  const draft = await scanDraft(4);
  const [a, b, c, d] = idsOf(draft) as [DraftPageId, DraftPageId, DraftPageId, DraftPageId]; // `as`: four were scanned
  const { id } = draft;
  const turned = await terminal.call('drafts.turnPages', { id, pageIds: [a, c], quarterTurns: -1 });
  expect(turned.pages.map(page => page.rotation)).toEqual([270, 0, 270, 0]);
  const removed = await terminal.call('drafts.removePages', { id, pageIds: [b] });
  expect([idsOf(removed), removed.removedPages.map(page => page.id)]).toEqual([[a, c, d], [b]]);
  await expect(terminal.call('drafts.reorderPages', { id, pageIds: [a, b, c, d] })).rejects.toMatchObject({ code: 'record.changed' });
  await expect(terminal.call('drafts.reorderPages', { id, pageIds: [d, c] })).rejects.toMatchObject({ code: 'record.changed' });
  expect(idsOf(await terminal.call('drafts.reorderPages', { id, pageIds: [d, c, a] }))).toEqual([d, c, a]);
  expect(idsOf(await terminal.call('drafts.restorePages', { id, pageIds: [b] }))).toEqual([d, b, c, a]);
});

test('a rescan takes the place of one page, and the old one can be put back', async () => {
  await open(await anArchivist());
  const draft = await scanDraft(3);
  const [a, b, c] = idsOf(draft) as [DraftPageId, DraftPageId, DraftPageId]; // `as`: three were scanned
  const from = terminal.events.length;
  await terminal.call('scanning.start', order(draft.id, stack(null), b));
  expect(await terminal.waitFor('scan.finished', { from })).toMatchObject({ pagesDone: 1 });
  const { page, replacedPageId } = await terminal.waitFor('scan.page-completed', { from });
  expect(replacedPageId).toBe(b);
  const after = await terminal.call('drafts.get', { id: draft.id });
  const lying = ({ drafts: [inHand] }: Desk): unknown => inHand && [idsOf(inHand), inHand.removedPages.map(({ id }) => id)];
  expect([idsOf(after), after.removedPages.map(({ id }) => id)]).toEqual([[a, page.id, c], [b]]);
  expect((await terminal.call('drafts.desk', { volumeId: draft.volumeId })).history.undo).toEqual({ kind: 'rescan', count: 1 });
  expect(lying(await terminal.call('drafts.undo', { volumeId: draft.volumeId }))).toEqual([[a, b, c], [page.id]]);
  expect(lying(await terminal.call('drafts.redo', { volumeId: draft.volumeId }))).toEqual([[a, page.id, c], [b]]);
  expect(idsOf(await terminal.call('drafts.restorePages', { id: draft.id, pageIds: [b] }))).toEqual([a, b, page.id, c]);
  await expect(terminal.call('scanning.start', order(draft.id, stack(1), crypto.randomUUID() as DraftPageId))).rejects.toMatchObject({ code: 'record.changed' }); // `as`: any id
});

test('what is being typed stays, also over a restart', async () => {
  const loginName = await anArchivist();
  await open(loginName);
  const { id } = await terminal.call('drafts.create', newDraft);
  await terminal.call('drafts.setRow', { id, row: { classCode: '4-1', name: '毕业生登记表' } });
  await terminal.close();
  await open(loginName);
  expect((await terminal.call('drafts.list', {})).drafts).toMatchObject([{ id, row: { classCode: '4-1', name: '毕业生登记表' }, state: 'open' }]);
});

test('another person at the same terminal sees and touches none of it', async () => {
  await open(await anArchivist());
  const draft = await scanDraft(1);
  await terminal.call('session.signIn', { loginName: await anArchivist(), password: testPassword });
  expect((await terminal.call('drafts.list', {})).drafts).toEqual([]);
  for (const name of ['drafts.get', 'drafts.discard', 'drafts.file'] as const) {
    await expect(terminal.call(name, { id: draft.id })).rejects.toMatchObject({ code: 'draft.not-found' });
  }
  await expect(terminal.call('scanning.start', order(draft.id, stack(1)))).rejects.toMatchObject({ code: 'draft.not-found' });
  expect((await terminal.get(windowPaths.draftPage(draft.id, draft.pages[0]!, 'full')))?.status).toBe(404);
});

test('a discarded draft is gone, and only the explicit act does it', async () => {
  await open(await anArchivist());
  const draft = await scanDraft(1);
  await terminal.call('drafts.discard', { id: draft.id });
  await expect(terminal.call('drafts.get', { id: draft.id })).rejects.toMatchObject({ code: 'draft.not-found' });
  expect((await terminal.call('drafts.list', {})).drafts).toEqual([]);
});

test('one scan at a time; a cancelled one keeps its pages', async () => {
  await open(await anArchivist(), slowScanner);
  const { id } = await terminal.call('drafts.create', newDraft);
  await terminal.call('scanning.start', order(id, stack(null)));
  await expect(terminal.call('scanning.start', order(id, stack(null)))).rejects.toMatchObject({ code: 'scan.already-running' });
  await terminal.waitFor('scan.page-completed');
  expect((await terminal.call('drafts.get', { id })).state).toBe('scanning');
  await expect(terminal.call('drafts.discard', { id })).rejects.toMatchObject({ code: 'scan.already-running' });
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'scan.already-running' });
  await terminal.call('scanning.cancel', { draftId: id });
  const { isCancelled, pagesDone } = await terminal.waitFor('scan.finished');
  expect(isCancelled).toBe(true);
  expect((await terminal.call('drafts.get', { id })).pages).toHaveLength(pagesDone);
});

test('an unknown scanner is refused at once, and nothing is said to have finished', async () => {
  await open(await anArchivist());
  const { id } = await terminal.call('drafts.create', newDraft);
  await expect(terminal.call('scanning.start', { ...order(id, stack(1)), scannerId: 'nothing:0' })).rejects.toMatchObject({ code: expect.stringMatching(/^scanner\./) as string });
  expect((await terminal.call('drafts.get', { id })).state).toBe('open');
  expect(terminal.events.some(({ name }) => name === 'scan.finished')).toBe(false);
});

test('a killed device host costs the page in flight and nothing more; the next scan goes on', async () => {
  await open(await anArchivist(), slowScanner);
  const { id } = await terminal.call('drafts.create', newDraft);
  await terminal.call('scanning.start', order(id, stack(null)));
  await terminal.waitFor('scan.page-completed');
  for (const pid of await findDeviceHosts(slowScanner.env['SANE_CONFIG_DIR']!)) process.kill(pid, 'SIGKILL');
  const { error, pagesDone } = await terminal.waitFor('scan.finished');
  expect(error?.code).toBe('device-host.crashed');
  const draft = await terminal.call('drafts.get', { id });
  expect(draft.state).toBe('open');
  expect(draft.pages).toHaveLength(pagesDone);
  expect(pagesDone).toBeGreaterThan(0);
  const from = terminal.events.length;
  await terminal.call('scanning.start', order(id, stack(1)));
  await terminal.waitFor('scan.finished', { from });
  expect((await terminal.call('drafts.get', { id })).pages).toHaveLength(pagesDone + 1);
});

test('after kill -9 of the terminal in the middle of a scan, the draft is offered again with every page that was told', async () => {
  const loginName = await anArchivist();
  const victim = await startTerminalProcess({ ...door, dataDirectory: directory, deviceEnvironment: slowScanner.env });
  await victim.call('session.signIn', { loginName, password: testPassword });
  const { id } = await victim.call('drafts.create', newDraft);
  await victim.call('scanning.start', order(id, stack(null)));
  while (victim.countEvents('scan.page-completed') < 2) await delay(20);
  await victim.kill();
  const told = victim.countEvents('scan.page-completed');

  await open(loginName);
  const { drafts } = await terminal.call('drafts.list', {});
  expect(drafts).toMatchObject([{ id, state: 'open' }]);
  expect(drafts[0]!.pages.length).toBeGreaterThanOrEqual(told);
  expect((await terminal.get(windowPaths.draftPage(id, drafts[0]!.pages[0]!, 'full')))?.status).toBe(200);
  expect((await readdir(directory)).some(name => name.includes('unreadable'))).toBe(false);
});

test('leaving stops the scanner; the pages stay for the next time', async () => {
  const loginName = await anArchivist();
  await open(loginName, slowScanner);
  const { id } = await terminal.call('drafts.create', newDraft);
  await terminal.call('scanning.start', order(id, stack(null)));
  await terminal.waitFor('scan.page-completed');
  await terminal.call('session.signOut', {});
  const { isCancelled, pagesDone } = await terminal.waitFor('scan.finished');
  expect(isCancelled).toBe(true);
  await terminal.call('session.signIn', { loginName, password: testPassword });
  expect((await terminal.call('drafts.get', { id })).pages).toHaveLength(pagesDone);
});

test('a store that could not be read is told once, to the first who asks for drafts', async () => {
  const loginName = await anArchivist();
  await open(loginName);
  await terminal.close();
  await writeFile(join(directory, 'terminal.db'), 'not a database, but long enough to look like one '.repeat(200));
  await open(loginName);
  await expect(terminal.call('drafts.list', {})).rejects.toMatchObject({ code: 'store.unreadable', params: { file: expect.stringContaining('terminal.db.unreadable') as string } });
  expect((await terminal.call('drafts.list', {})).drafts).toEqual([]);
});
