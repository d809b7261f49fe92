import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { windowPaths } from '../../src-shared/contract/desktop-api.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import { plainRecipe } from '../../src-shared/domain/page-recipe.ts';
import { defaultPageSteps, noSteps, type PageSteps } from '../../src-shared/domain/page-steps.ts';
import type { Draft, DraftPage } from '../../src-shared/domain/scanning.ts';
import { anArchivistDesk, type ArchivistDesk } from '../support/archivist-desk.ts';
import { testPassword } from '../support/builders.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTerminalProcess } from '../support/terminal-process.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let scanner: TestScanner;
let whiteScanner: TestScanner;
let directory: string;
let terminal: TestTerminal;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  scanner = await startTestScanner();
  whiteScanner = await startTestScanner({ settings: { 'test-picture': '"Solid white"' } });
});
afterAll(async () => {
  await Promise.all([scanner.stop(), whiteScanner.stop(), door.stop()]);
  await server.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-desk-'));
});
afterEach(async () => {
  await terminal.close();
  await rm(directory, { recursive: true });
});

async function open({ loginName }: ArchivistDesk, device = scanner): Promise<void> {
  terminal = await startTestTerminal({ ...door, dataDirectory: directory, deviceEnvironment: device.env });
  await terminal.call('session.signIn', { loginName, password: testPassword });
}

const settings = { source: 'Automatic Document Feeder', mode: 'Color', resolutionDpi: 75, widthMm: 100, heightMm: 80 };
type Order = { readonly pages: number; readonly steps?: PageSteps };

async function scanInto({ volumeId, personId }: ArchivistDesk, { call }: Pick<TestTerminal, 'call'>, { pages, steps = noSteps }: Order): Promise<DraftId> {
  const { id } = await call('drafts.create', { volumeId, personId, personName: '王建国' });
  await call('scanning.start', { draftId: id, scannerId: 'test:0', settings: { ...settings, maxPages: pages }, replacePageId: null, steps });
  return id;
}

/** As soon as nothing of it waits any more. */
async function whenWorked(id: DraftId, count: number): Promise<Draft> {
  for (;;) {
    const draft = await terminal.call('drafts.get', { id });
    if (draft.state === 'open' && draft.pages.length >= count && draft.pages.every(({ isWaiting }) => !isWaiting)) return draft;
    await delay(50);
  }
}

const pictureOf = async (draftId: DraftId, page: DraftPage): Promise<{ readonly width: number; readonly height: number }> => {
  const { width, height } = await sharp((await terminal.get(windowPaths.draftPage(draftId, page, 'full')))!.body).metadata();
  return { width, height };
};

const workers = async (): Promise<readonly number[]> => {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const read = (pid: string, file: string): Promise<string> => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const isOwn = async (pid: string): Promise<boolean> => (await read(pid, 'cmdline')).includes('page-worker') && (await read(pid, 'stat')).split(' ')[3] === String(process.pid);
  const own = await Promise.all(pids.map(isOwn));
  return pids.filter((_pid, index) => own[index]).map(Number);
};

test('pages get a picture of their recipe; another recipe makes another picture from the same scan, and undo the former one', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const id = await scanInto(desk, terminal, { pages: 2 });
  const { pages } = await whenWorked(id, 2);
  const [page] = pages as [DraftPage, DraftPage]; // `as`: two were scanned
  expect(page).toMatchObject({ widthPx: 295, heightPx: 236, rotation: 0, revision: 1, recipe: plainRecipe, isSetAside: false });
  expect(page.flags).toContainEqual({ kind: 'wrong-dpi', params: { dpi: 75, least: 300 } });

  const recipe = { ...plainRecipe, turn: 90 as const, straighten: 3, crop: { left: 20, top: 30, width: 150, height: 200 } };
  const { draft, previous } = await terminal.call('drafts.setRecipes', { id, changes: [{ pageId: page.id, recipe }] });
  expect(previous).toEqual([{ pageId: page.id, recipe: plainRecipe }]);
  expect(draft.pages[0]).toMatchObject({ recipe, rotation: 90, isWaiting: true });
  const changed = (await whenWorked(id, 2)).pages[0]!;
  expect(changed).toMatchObject({ widthPx: 150, heightPx: 200, rotation: 0, revision: 2 });
  expect(await pictureOf(id, changed)).toEqual({ width: 150, height: 200 });
  const scan = await sharp((await terminal.get(windowPaths.draftScan(id, page.id)))!.body).metadata();
  expect([scan.width, scan.height]).toEqual([295, 236]);

  await terminal.call('drafts.undo', { volumeId: desk.volumeId });
  const back = (await whenWorked(id, 2)).pages[0]!;
  expect(back).toMatchObject({ recipe: plainRecipe, widthPx: 295, heightPx: 236 });
  expect(await pictureOf(id, back)).toEqual({ width: 295, height: 236 });
  await expect(terminal.call('drafts.setRecipes', { id, changes: [{ pageId: page.id, recipe: { ...recipe, crop: { ...recipe.crop, left: 500 } } }] })).rejects.toMatchObject({ code: 'recipe.does-not-fit', params: { page: 1 } });
});

test('blank sides are laid aside and not filed; brought back, they are pages like all others', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk, whiteScanner);
  const id = await scanInto(desk, terminal, { pages: 3, steps: defaultPageSteps });
  const { pages } = await whenWorked(id, 3);
  expect(pages.map(({ isSetAside }) => isSetAside)).toEqual([true, true, true]);
  await terminal.call('drafts.setRow', { id, row: { classCode: '1', sequence: 1, name: '干部履历表', pageCount: 2 } });
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'draft.empty' });
  const chosen = pages.slice(0, 2).map(page => page.id);
  expect((await terminal.call('drafts.setAside', { id, pageIds: chosen, isSetAside: false })).pages.map(({ isSetAside }) => isSetAside)).toEqual([false, false, true]);
  const material = await terminal.call('drafts.file', { id });
  expect([material.pages.length, material.setAsideCount]).toEqual([2, 1]);
  // What was laid aside is kept with it as it was scanned, and can be laid on the desk again, as often as wanted.
  const scan = Buffer.from((await server.services.pages.get((await server.db.selectFrom('setAsideSides').select('originalBlob').where('materialId', '=', material.id).executeTakeFirstOrThrow()).originalBlob)));
  const taken = await terminal.call('drafts.takeSetAside', { materialId: material.id, volumeId: desk.volumeId, personId: desk.personId, personName: '王建国' });
  const back = await whenWorked(taken.id, 1);
  expect(back.pages.map(({ isSetAside, scan: size }) => [isSetAside, size])).toEqual([[false, pages[2]!.scan]]);
  expect(Buffer.from((await terminal.get(windowPaths.draftScan(taken.id, back.pages[0]!.id)))!.body)).toEqual(scan);
  const events = await server.db.selectFrom('auditEvents').select('act').where('act', '=', 'volumes.listSetAside').execute();
  expect(events).toHaveLength(2);
  const stranger = await anArchivistDesk(server.db);
  await terminal.call('session.signIn', { loginName: stranger.loginName, password: testPassword });
  await expect(terminal.call('drafts.takeSetAside', { materialId: material.id, volumeId: desk.volumeId, personId: desk.personId, personName: '王建国' })).rejects.toMatchObject({ code: 'resource.not-found' });
});

test('a sheet is split into its halves and joined again; what is filed is what the recipes say', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const id = await scanInto(desk, terminal, { pages: 1 });
  const [page] = (await whenWorked(id, 1)).pages as [DraftPage]; // `as`: one was scanned
  const split = await terminal.call('drafts.splitPage', { id, pageId: page.id, fold: 0.4 });
  expect(split.pages.map(({ recipe }) => recipe.half)).toEqual(['left', 'right']);
  const { pages } = await whenWorked(id, 2);
  expect(pages.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([[118, 236], [177, 236]]);
  const joined = await terminal.call('drafts.joinHalves', { id, pageId: page.id, otherId: pages[1]!.id });
  expect([joined.pages.length, joined.removedPages.length]).toEqual([1, 1]);
  await terminal.call('drafts.undo', { volumeId: desk.volumeId });
  await terminal.call('drafts.setRow', { id, row: { classCode: '1', sequence: 1, name: '干部履历表', pageCount: 2 } });
  const material = await terminal.call('drafts.file', { id });
  expect(material.pages.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([[118, 236], [177, 236]]);
  const rows = await server.db.selectFrom('pages').select(['originalDigest', 'recipe']).where('materialId', '=', material.id).orderBy('number').execute();
  expect(rows.map(({ recipe }) => recipe.half)).toEqual(['left', 'right']);
  expect(new Set(rows.map(({ originalDigest }) => originalDigest)).size).toBe(1);
});

test('two scans of one sheet become one page; both stay, in the original that is filed and among those taken out; undo brings them back', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const id = await scanInto(desk, terminal, { pages: 3 });
  const [one, other, third] = (await whenWorked(id, 3)).pages as [DraftPage, DraftPage, DraftPage]; // `as`: three were scanned
  const scanOf = async (page: DraftPage): Promise<Buffer> => Buffer.from((await terminal.get(windowPaths.draftScan(id, page.id)))!.body);
  const scans = [await scanOf(one), await scanOf(other)] as const;
  const givenUp = terminal.call('drafts.joinScans', { id, pageId: one.id, otherId: other.id, side: 'below' });
  await terminal.call('drafts.cancelJoin', { id });
  expect((await givenUp).pages.map(({ id: pageId }) => pageId)).toEqual([one.id, other.id, third.id]);
  await terminal.call('drafts.joinScans', { id, pageId: one.id, otherId: other.id, side: 'below' });
  const joined = await whenWorked(id, 2);
  const [page] = joined.pages as [DraftPage]; // `as`: the join has made it
  expect([joined.pages.map(({ id: pageId }) => pageId)[1], joined.removedPages.map(({ id: pageId }) => pageId).toSorted()]).toEqual([third.id, [one.id, other.id].toSorted()]);
  const { overlap } = page.recipe.join!;
  expect([page.widthPx, page.heightPx]).toEqual([295, 472 - overlap]);
  expect(await pictureOf(id, page)).toEqual({ width: 295, height: 472 - overlap });
  expect(await sharp((await terminal.get(windowPaths.draftScan(id, page.id)))!.body).metadata()).toMatchObject({ height: 472 - overlap });
  await expect(terminal.call('drafts.joinScans', { id, pageId: page.id, otherId: third.id, side: 'right' })).rejects.toMatchObject({ code: 'draft.joined-already' });

  await terminal.call('drafts.undo', { volumeId: desk.volumeId });
  const apart = await whenWorked(id, 3);
  expect([apart.pages.map(({ id: pageId }) => pageId), apart.removedPages.map(({ id: pageId }) => pageId)]).toEqual([[one.id, other.id, third.id], [page.id]]);
  await terminal.call('drafts.redo', { volumeId: desk.volumeId });
  await terminal.call('drafts.turnPages', { id, pageIds: [page.id], quarterTurns: 1 });
  await whenWorked(id, 2);
  await terminal.call('drafts.setRow', { id, row: { classCode: '1', sequence: 1, name: '干部履历表', pageCount: 2 } });
  const material = await terminal.call('drafts.file', { id });
  expect(material.pages[0]).toMatchObject({ widthPx: 472 - overlap, heightPx: 295 });
  const row = await server.db.selectFrom('pages').select(['originalBlob', 'recipe']).where('materialId', '=', material.id).where('number', '=', 1).executeTakeFirstOrThrow();
  expect(await server.services.pages.get(row.originalBlob)).toEqual(Buffer.concat(scans));
  expect(row.recipe.join).toMatchObject({ at: scans[0].length, side: 'below' });
});

test('fronts and backs of two runs are laid into each other; unequal numbers are named', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const id = await scanInto(desk, terminal, { pages: 4 });
  const ids = (await whenWorked(id, 4)).pages.map(page => page.id);
  const [first, second, lastBack, firstBack] = ids;
  expect((await terminal.call('drafts.interleave', { id, firstBackId: lastBack! })).pages.map(page => page.id)).toEqual([first, firstBack, second, lastBack]);
  await terminal.call('drafts.undo', { volumeId: desk.volumeId });
  await expect(terminal.call('drafts.interleave', { id, firstBackId: firstBack! })).rejects.toMatchObject({ code: 'draft.sides-differ', params: { fronts: 3, backs: 1 } });
});

test('a killed worker costs nothing: another one does the page again', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const id = await scanInto(desk, terminal, { pages: 6, steps: defaultPageSteps });
  await terminal.waitFor('draft.page-changed');
  for (const pid of await workers()) process.kill(pid, 'SIGKILL');
  const { pages } = await whenWorked(id, 6);
  expect(pages.every(({ revision }) => revision > 0)).toBe(true);
  expect(pages.flatMap(({ flags }) => flags).filter(({ kind }) => kind === 'not-worked')).toEqual([]);
});

test('after kill -9 of the terminal, pages whose work was lost are worked on at the next start', async () => {
  const desk = await anArchivistDesk(server.db);
  const victim = await startTerminalProcess({ ...door, dataDirectory: directory, deviceEnvironment: scanner.env });
  await victim.call('session.signIn', { loginName: desk.loginName, password: testPassword });
  const id = await scanInto(desk, victim, { pages: 6, steps: defaultPageSteps });
  while (victim.countEvents('scan.page-completed') < 3) await delay(10);
  await victim.kill();
  const told = victim.countEvents('scan.page-completed');
  await open(desk);
  const { pages } = await whenWorked(id, told);
  expect(pages.length).toBeGreaterThanOrEqual(told);
  expect(pages.every(({ revision, isWaiting }) => revision > 0 && !isWaiting)).toBe(true);
});
