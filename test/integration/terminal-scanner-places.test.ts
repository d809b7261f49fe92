import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { windowPaths } from '../../src-shared/contract/desktop-api.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import { FolderPlace, scannerIdOf, type ScannerPlace } from '../../src-shared/domain/scanner-place.ts';
import { aHolder, type Holder } from '../support/administrators.ts';
import { testPassword } from '../support/builders.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startScriptedEscl, type ScriptedEscl } from '../support/scripted-escl-scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

type Responder = { readonly on: (event: 'query', listener: () => void) => void; readonly respond: (answers: readonly unknown[]) => void; readonly destroy: () => void };
// `as`: it has no types of its own.
const openResponder = createRequire(import.meta.url)('multicast-dns') as (options: object) => Responder;

let server: TestServer;
let door: ListeningServer;
let scanner: TestScanner;
let network: ScriptedEscl;
let base: string;
let folder: string;
let terminal: TestTerminal;
let archivist: Holder;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  archivist = await aHolder(server, ['archivist']);
  scanner = await startTestScanner();
  network = await startScriptedEscl();
  base = await realpath(await mkdtemp(join(tmpdir(), 'danglian-places-')));
  folder = join(base, 'scans');
  await mkdir(folder);
  terminal = await startTestTerminal({ ...door, dataDirectory: join(base, 'terminal'), deviceEnvironment: scanner.env });
  await terminal.call('session.signIn', { loginName: archivist.loginName, password: testPassword });
});
afterAll(async () => {
  await terminal.close();
  await Promise.all([scanner.stop(), network.stop(), door.stop()]);
  await server.close();
  await rm(base, { recursive: true });
});

const aFolder = (overrides: Partial<FolderPlace> = {}): FolderPlace => FolderPlace.parse({ id: randomUUID(), kind: 'folder', name: '厂家程序', path: folder, order: 'name', afterwards: 'keep', ...overrides });
const save = async (place: ScannerPlace) => {
  await terminal.call('scannerPlaces.save', { place });
  return scannerIdOf(place);
};
const aDraft = async (): Promise<DraftId> => (await terminal.call('drafts.create', { volumeId: randomUUID(), personId: randomUUID(), personName: '王建国' })).id;
const settings = { source: null, mode: null, resolutionDpi: 75, widthMm: 200, heightMm: 290, maxPages: null };
const aPage = (shade: number) => sharp({ create: { width: 300, height: 400, channels: 3, background: { r: shade, g: 220, b: 200 } } }).withMetadata({ density: 100 }).jpeg().toBuffer();

test('one list shows every kind, and each says what it can', async () => {
  const { address, certificate, model } = await terminal.call('scannerPlaces.probe', { address: network.address });
  expect([model, certificate]).toEqual(['Stand-in MFP 1', null]);
  const ids = [await save({ id: aFolder().id, kind: 'network', name: '走廊一体机', address, certificate }), await save(aFolder())];
  const { scanners } = await terminal.call('scanning.listScanners', {});
  expect(scanners.map(({ id, connection }) => [id, connection])).toEqual([['test:0', undefined], ['test:1', undefined], [ids[0], 'network'], [ids[1], 'folder']]);
  expect(await terminal.call('scanning.describeScanner', { scannerId: ids[0]! })).toMatchObject({ resolutionsDpi: [75, 150, 300, 600] });
  expect(await terminal.call('scanning.describeScanner', { scannerId: ids[1]! })).toMatchObject({ endsBy: 'person' });
  // SANE's test device has dozens of settings of its own; what the desk sets by itself is not among them.
  const { options } = await terminal.call('scanning.describeScanner', { scannerId: 'test:0' });
  expect(options).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'invert-endianess', kind: 'switch' }), expect.objectContaining({ name: 'test-picture', kind: 'choice' })]));
  expect(options?.some(({ name }) => ['mode', 'source', 'resolution', 'br-x'].includes(name))).toBe(false);
  for (const { id } of (await terminal.call('scannerPlaces.list', {})).places) await terminal.call('scannerPlaces.remove', { id });
  expect((await terminal.call('scanning.listScanners', {})).scanners).toHaveLength(2);
});

test('a setting in the device’s own words reaches it; one that it does not have is refused by name', async () => {
  const order = { draftId: await aDraft(), scannerId: 'test:0', replacePageId: null };
  const sane = { ...settings, source: 'Flatbed', mode: 'Color', maxPages: 1 };
  const from = terminal.events.length;
  await terminal.call('scanning.start', { ...order, settings: { ...sane, options: [{ name: 'test-picture', value: 'Solid black' }] } });
  await terminal.waitFor('scan.finished', { from });
  const { pages } = await terminal.call('drafts.get', { id: order.draftId });
  const picture = await terminal.get(windowPaths.draftScan(order.draftId, pages[0]!.id));
  expect((await sharp(Buffer.from(picture!.body)).stats()).channels.every(({ mean }) => mean < 5)).toBe(true);
  await expect(terminal.call('scanning.start', { ...order, settings: { ...sane, options: [{ name: 'sharpness', value: 3 }] } })).rejects.toMatchObject({ code: 'scanner.setting-refused', params: { setting: 'sharpness' } });
});

test('a network scanner’s pages lie in the material as it sent them', async () => {
  const scannerId = await save({ id: aFolder().id, kind: 'network', name: '走廊一体机', address: network.address, certificate: null });
  const draftId = await aDraft();
  const from = terminal.events.length;
  await terminal.call('scanning.start', { draftId, scannerId, settings: { ...settings, source: 'Feeder', mode: 'RGB24' }, replacePageId: null });
  expect(await terminal.waitFor('scan.finished', { from })).toMatchObject({ pagesDone: 3, error: null });
  const { pages } = await terminal.call('drafts.get', { id: draftId });
  const bodies = await Promise.all(pages.map(async page => Buffer.from((await terminal.get(windowPaths.draftScan(draftId, page.id)))!.body)));
  expect(bodies).toEqual(network.pages.slice(0, 3));
});

test('a watched folder is taken until the person says that this was all; what stays is not taken again', async () => {
  const scannerId = await save(aFolder());
  const scan = async (finishWhen: () => Promise<unknown>) => {
    const draftId = await aDraft();
    const from = terminal.events.length;
    await terminal.call('scanning.start', { draftId, scannerId, settings, replacePageId: null });
    await finishWhen();
    await terminal.call('scanning.cancel', { draftId });
    expect(await terminal.waitFor('scan.finished', { from })).toMatchObject({ isCancelled: false, error: null });
    return { pages: (await terminal.call('drafts.get', { id: draftId })).pages, refused: terminal.events.slice(from).filter(({ name }) => name === 'scan.file-refused').map(({ payload }) => payload) };
  };
  await writeFile(join(folder, '1.jpg'), await aPage(10));
  await writeFile(join(folder, '2.jpg'), 'no picture');
  const first = await scan(async () => {
    await terminal.waitFor('scan.page-completed', { from: terminal.events.length - 1 });
    await writeFile(join(folder, '3.jpg'), await aPage(90));
  });
  expect(first.pages).toHaveLength(2);
  expect(first.refused).toEqual([expect.objectContaining({ fileName: '2.jpg', code: 'scan-file.foreign' })]);
  expect(await readdir(folder)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
  await writeFile(join(folder, '4.jpg'), await aPage(200));
  expect((await scan(() => Promise.resolve())).pages).toHaveLength(1);
});

test('where that was agreed, a file goes when its page is safe, and only then', async () => {
  for (const name of await readdir(folder)) await rm(join(folder, name));
  const scannerId = await save(aFolder({ afterwards: 'remove' }));
  await writeFile(join(folder, '1.jpg'), await aPage(10));
  await writeFile(join(folder, 'broken.jpg'), (await aPage(20)).subarray(0, 500));
  const draftId = await aDraft();
  const from = terminal.events.length;
  await terminal.call('scanning.start', { draftId, scannerId, settings, replacePageId: null });
  await terminal.call('scanning.cancel', { draftId });
  await terminal.waitFor('scan.finished', { from });
  expect((await terminal.call('drafts.get', { id: draftId })).pages).toHaveLength(1);
  while ((await readdir(folder)).includes('1.jpg')) await new Promise(resolve => setTimeout(resolve, 20));
  // What was not taken stays.
  expect(await readdir(folder)).toEqual(['broken.jpg']);
});

test('network scanners that name themselves are found through the device host, and those that are entered are said to be', async () => {
  const [name, other] = ['走廊一体机._uscan._tcp.local', '三楼一体机._uscan._tcp.local'];
  const responder = openResponder({ interface: '127.0.0.1', bind: '0.0.0.0' });
  const port = Number(new URL(network.address).port);
  const describe = (each: string, at: number) => [{ name: '_uscan._tcp.local', type: 'PTR', data: each }, { name: each, type: 'SRV', data: { target: 'here.local', port: at } }, { name: each, type: 'TXT', data: ['rs=eSCL'] }];
  responder.on('query', () => { responder.respond([...describe(name, port), ...describe(other, 9), { name: 'here.local', type: 'A', data: '127.0.0.1' }]); });
  await save({ id: aFolder().id, kind: 'network', name: '走廊一体机', address: network.address, certificate: null });
  const { found } = await terminal.call('scannerPlaces.search', {});
  responder.destroy();
  expect(found.filter(({ address }) => address.startsWith('http://127.0.0.1:')).map(each => [each.name, each.isKept])).toEqual([['三楼一体机', false], ['走廊一体机', true]]);
});

test('what may not be watched, does not answer, or is not the keeper’s to set up', async () => {
  for (const path of ['/etc', '/usr/share', join(base, 'terminal')]) await expect(save(aFolder({ path }))).rejects.toMatchObject({ code: 'scan-folder.not-allowed' });
  await expect(save(aFolder({ path: join(base, 'gone') }))).rejects.toMatchObject({ code: 'scan-folder.unreadable' });
  await expect(terminal.call('scannerPlaces.probe', { address: 'http://127.0.0.1:9/' })).rejects.toMatchObject({ code: 'scanner.unreachable' });
  for (const address of ['ftp://a/b', 'http://user:word@host/', 'a b', 'http://host/../x', 'http://host:99999/']) await expect(terminal.call('scannerPlaces.probe', { address })).rejects.toThrow();
  await terminal.call('session.signOut', {});
  await terminal.call('session.signIn', { loginName: (await aHolder(server, ['reader'])).loginName, password: testPassword });
  await expect(save(aFolder())).rejects.toMatchObject({ code: 'resource.not-found' });
});
