import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src-server/db/open-database.ts';
import type { Db } from '../../src-server/db/schema.ts';
import { VolumeId, type DraftId } from '../../src-shared/domain/ids.ts';
import type { Draft } from '../../src-shared/domain/scanning.ts';
import { anArchivistDesk, type ArchivistDesk } from '../support/archivist-desk.ts';
import { aPerson, aUnit, aVolume, testPassword } from '../support/builders.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startDataCentre } from '../support/data-centre.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTerminalProcess } from '../support/terminal-process.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let scanner: TestScanner;
let directory: string;
let terminal: TestTerminal;
/** While set, the answer to this operation is lost on the way. */
let lostAnswer: string | undefined;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server, app => {
    app.addHook('onSend', async request => {
      if (lostAnswer === undefined || !request.url.endsWith(lostAnswer)) return;
      lostAnswer = undefined;
      request.raw.socket.destroy();
      await Promise.resolve();
    });
  });
  scanner = await startTestScanner();
});
afterAll(async () => {
  await Promise.all([scanner.stop(), door.stop()]);
  await server.close();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-desk-'));
});
afterEach(async () => {
  await terminal.close();
  await rm(directory, { recursive: true });
});

type Caller = Pick<TestTerminal, 'call'>;

const open = async ({ loginName }: ArchivistDesk, at: Pick<ListeningServer, 'serverUrl' | 'caCertificatePem' | 'createCode'> = door): Promise<void> => {
  terminal = await startTestTerminal({ ...at, dataDirectory: directory, deviceEnvironment: scanner.env });
  await terminal.call('session.signIn', { loginName, password: testPassword });
};
const row = (pageCount: number, sequence = 1) => ({ classCode: '1', sequence, name: '干部履历表', pageCount } as const);

/** Scans this many pages into a new draft, and types its row. */
async function scanInto(desk: ArchivistDesk, { call }: Caller, { pages, dpi = 50 }: { readonly pages: number; readonly dpi?: number }): Promise<Draft> {
  const { id } = await call('drafts.create', { volumeId: desk.volumeId, personId: desk.personId, personName: '王建国' });
  const settings = { source: 'Automatic Document Feeder', mode: 'Color', resolutionDpi: dpi, widthMm: 210, heightMm: 297, maxPages: pages };
  await call('scanning.start', { draftId: id, scannerId: 'test:0', settings, replacePageId: null });
  for (;;) {
    const draft = await call('drafts.get', { id });
    if (draft.state === 'open') break;
    await delay(50);
  }
  return call('drafts.setRow', { id, row: row(pages) });
}
const materialsOf = async (desk: ArchivistDesk) => (await terminal.call('volumes.get', { id: desk.volumeId })).materials;
const draftIds = async (): Promise<readonly DraftId[]> => (await terminal.call('drafts.list', {})).drafts.map(({ id }) => id);

test('a draft becomes a material of the volume, with progress, and leaves the terminal', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const draft = await scanInto(desk, terminal, { pages: 3 });
  await terminal.call('drafts.turnPages', { id: draft.id, pageIds: [draft.pages[0]!.id], quarterTurns: 1 });
  const material = await terminal.call('drafts.file', { id: draft.id });
  expect(material).toMatchObject(row(3));
  expect(material.pages.map(page => page.widthPx > page.heightPx)).toEqual([true, false, false]);
  expect(await materialsOf(desk)).toEqual([material]);
  expect(await draftIds()).toEqual([]);
  const progress = terminal.events.filter(({ name }) => name === 'draft.filing-progressed').at(-1)?.payload as { sentBytes: number; totalBytes: number }; // `as`: parsed when it was emitted
  expect(progress.sentBytes).toBe(progress.totalBytes);
});

test('catalogue and images that differ are refused with both numbers; removed pages do not count', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const { id, pages } = await scanInto(desk, terminal, { pages: 3 });
  await terminal.call('drafts.removePages', { id, pageIds: [pages[1]!.id] });
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'catalogue.pages-differ', params: { catalogue: 3, images: 2 } });
  await terminal.call('drafts.setRow', { id, row: row(2) });
  expect((await terminal.call('drafts.file', { id })).pages).toHaveLength(2);
});

test('an empty draft and an incomplete row are refused, and the data centre\'s own refusal leaves everything as it was', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const { id: emptyId } = await terminal.call('drafts.create', { volumeId: desk.volumeId, personId: desk.personId, personName: '王建国' });
  await expect(terminal.call('drafts.file', { id: emptyId })).rejects.toMatchObject({ code: 'draft.empty' });
  const { id } = await scanInto(desk, terminal, { pages: 1 });
  await terminal.call('drafts.setRow', { id, row: { pageCount: 1 } });
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'catalogue.row-incomplete' });
  await terminal.call('drafts.setRow', { id, row: row(1, 5) });
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'catalogue.sequence-gap' });
  expect((await terminal.call('drafts.get', { id })).state).toBe('open');
  await terminal.call('drafts.setRow', { id, row: row(1) });
  await terminal.call('drafts.file', { id });
  expect(await materialsOf(desk)).toHaveLength(1);
});

test('an answer that is lost on the way files once', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const { id } = await scanInto(desk, terminal, { pages: 2 });
  lostAnswer = 'volumes.fileMaterial';
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'draft.waits-in-outbox' });
  await untilFiled(desk, 2);
});

/** By itself, out of the outbox: once, and then nothing is left here. */
async function untilFiled(desk: ArchivistDesk, pages: number): Promise<void> {
  while ((await terminal.call('outbox.list', {})).commands.length > 0) await delay(20);
  expect(await draftIds()).toEqual([]);
  expect((await materialsOf(desk)).map(material => material.pages.length)).toEqual([pages]);
}

test('what waits for the line is filed as it was put there: changed since, it is refused and filed by hand', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const { id } = await scanInto(desk, terminal, { pages: 1 });
  await door.stop();
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'draft.waits-in-outbox' });
  await terminal.call('drafts.setRow', { id, row: { ...row(1), name: '简历' } });
  await door.start();
  let [waiting] = (await terminal.call('outbox.list', {})).commands;
  for (; waiting?.refusal === null; [waiting] = (await terminal.call('outbox.list', {})).commands) await delay(20);
  expect(waiting).toMatchObject({ kind: 'drafts.file', title: '干部履历表', refusal: { code: 'record.changed' } });
  expect(await terminal.call('outbox.withdraw', { id: waiting!.id })).toEqual({ isWithdrawn: true });
  expect(await terminal.call('drafts.file', { id })).toMatchObject({ name: '简历' });
  expect(await materialsOf(desk)).toHaveLength(1);
});

/** The volume of one more person; without a unit in the custody of somebody else. */
async function anotherVolume(db: Db, { personId }: Pick<ArchivistDesk, 'personId'>, isCustodyOurs = true): Promise<VolumeId> {
  const { unitId, managingUnitId } = await db.selectFrom('persons').select(['unitId', 'managingUnitId']).where('id', '=', personId).executeTakeFirstOrThrow();
  const foreign = isCustodyOurs ? null : await aUnit(db);
  const person = await aPerson(db, { unitId: foreign?.id ?? unitId, managingUnitId: foreign?.id ?? managingUnitId });
  return VolumeId.parse((await aVolume(db, { personId: person.id })).id);
}

test('loose material goes into the volumes of several people, in each under its own next number, and once although the answer was lost', async () => {
  const desk = await anArchivistDesk(server.db);
  const other = await anotherVolume(server.db, desk);
  await open(desk);
  const first = await scanInto(desk, terminal, { pages: 1 });
  await terminal.call('drafts.file', { id: first.id });
  const { id } = await scanInto(desk, terminal, { pages: 2 });
  await terminal.call('drafts.setRow', { id, row: { classCode: '1', name: '简历表', pageCount: 2 } });
  lostAnswer = 'intake.fileLoose';
  await expect(terminal.call('drafts.fileLoose', { id, alsoInto: [other] })).rejects.toMatchObject({ code: 'server.unreachable' });
  expect(await draftIds()).toEqual([id]);
  const { materials } = await terminal.call('drafts.fileLoose', { id, alsoInto: [other] });
  expect(new Map(materials.map(({ volumeId, material }) => [volumeId, material.sequence]))).toEqual(new Map([[desk.volumeId, 2], [other, 1]]));
  expect((await materialsOf(desk)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  expect((await terminal.call('volumes.get', { id: other })).materials.map(({ name, pages }) => [name, pages.length])).toEqual([['简历表', 2]]);
  expect(await draftIds()).toEqual([]);
});

test('one volume in another\'s custody keeps loose material out of all of them, and it stays on the desk', async () => {
  const desk = await anArchivistDesk(server.db);
  const foreign = await anotherVolume(server.db, desk, false);
  await open(desk);
  const { id } = await scanInto(desk, terminal, { pages: 1 });
  await expect(terminal.call('drafts.fileLoose', { id, alsoInto: [foreign] })).rejects.toMatchObject({ code: 'resource.not-found' });
  expect(await materialsOf(desk)).toEqual([]);
  expect((await terminal.call('drafts.get', { id })).state).toBe('open');
  expect(await terminal.call('drafts.file', { id })).toMatchObject(row(1));
});

test('a draft is filed by one hand at a time and cannot be changed meanwhile', async () => {
  const desk = await anArchivistDesk(server.db);
  await open(desk);
  const { id, pages } = await scanInto(desk, terminal, { pages: 2, dpi: 150 });
  const filing = terminal.call('drafts.file', { id });
  await delay(30);
  await expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'draft.being-filed' });
  await expect(terminal.call('drafts.discard', { id })).rejects.toMatchObject({ code: 'draft.being-filed' });
  await expect(terminal.call('drafts.removePages', { id, pageIds: [pages[0]!.id] })).rejects.toMatchObject({ code: 'draft.being-filed' });
  await filing;
  expect(await materialsOf(desk)).toHaveLength(1);
});

test('after kill -9 of the terminal in the middle of the upload, filing again files once', async () => {
  const desk = await anArchivistDesk(server.db);
  const victim = await startTerminalProcess({ ...door, dataDirectory: directory, deviceEnvironment: scanner.env });
  await victim.call('session.signIn', { loginName: desk.loginName, password: testPassword });
  const { id } = await scanInto(desk, victim, { pages: 6, dpi: 150 });
  void victim.call('drafts.file', { id });
  while (victim.countEvents('draft.filing-progressed') === 0) await delay(5);
  await victim.kill();

  await open(desk);
  expect((await terminal.call('drafts.get', { id })).state).toBe('open');
  expect((await terminal.call('drafts.file', { id })).pages).toHaveLength(6);
  expect(await materialsOf(desk)).toHaveLength(1);
});

// The embedded database starts three times in it: slow on a busy machine.
test('after kill -9 of the data centre in the middle of the upload, filing again files once', { timeout: 180_000 }, async () => {
  const centreDirectory = await mkdtemp(join(tmpdir(), 'danglian-centre-'));
  const seeding = await openDatabase({ kind: 'pglite', directory: join(centreDirectory, 'database') });
  const desk = await anArchivistDesk(seeding.db);
  await seeding.close();
  let centre = await startDataCentre({ dataDirectory: centreDirectory });
  try {
    await open(desk, { serverUrl: centre.url, caCertificatePem: centre.ca, createCode: () => Promise.resolve(centre.takeCode()) });
    const { id } = await scanInto(desk, terminal, { pages: 6, dpi: 150 });
    const refused = expect(terminal.call('drafts.file', { id })).rejects.toMatchObject({ code: 'draft.waits-in-outbox' });
    await terminal.waitFor('draft.filing-progressed');
    await centre.end('SIGKILL');
    await refused;
    expect((await terminal.call('drafts.get', { id })).pages).toHaveLength(6);
    const from = terminal.events.length;
    centre = await startDataCentre({ dataDirectory: centreDirectory, port: Number(new URL(centre.url).port) });
    expect(await terminal.waitFor('connection.changed', { from })).toEqual({ isOnline: true });
    await untilFiled(desk, 6);
  } finally {
    await centre.end('SIGKILL');
    await rm(centreDirectory, { recursive: true });
  }
});
