import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Desk } from '../../src-shared/domain/desk.ts';
import type { DraftId, DraftPageId, VolumeId } from '../../src-shared/domain/ids.ts';
import type { Draft, DraftPage } from '../../src-shared/domain/scanning.ts';
import { anAccount, testPassword } from '../support/builders.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTestTerminal, type TestTerminal } from '../support/terminal.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

let server: TestServer;
let door: ListeningServer;
let scanner: TestScanner;
let terminal: TestTerminal;
let loginName: string;

beforeAll(async () => {
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  scanner = await startTestScanner();
});
afterAll(async () => {
  await Promise.all([scanner.stop(), door.stop()]);
  await server.close();
});
beforeEach(async () => {
  loginName = (await anAccount(server.db, { roles: ['archivist'] })).loginName;
  terminal = await startTestTerminal({ ...door, deviceEnvironment: scanner.env });
  await terminal.call('session.signIn', { loginName, password: testPassword });
});
afterEach(() => terminal.close());

const settings = { source: 'Automatic Document Feeder', mode: 'Color', resolutionDpi: 75, widthMm: 60, heightMm: 60 };
const idsOf = (draft: Draft | undefined): readonly DraftPageId[] => (draft?.pages ?? []).map(({ id }) => id);
const layoutOf = ({ drafts }: Desk): readonly (readonly DraftPageId[])[] => drafts.map(idsOf);

const begin = (volumeId: VolumeId): Promise<Draft> => terminal.call('drafts.create', { volumeId, personId: crypto.randomUUID(), personName: '王建国' });
const aVolume = (): VolumeId => crypto.randomUUID() as VolumeId; // `as`: any id

const scan = async (id: DraftId, pages: number): Promise<Draft> => {
  const from = terminal.events.length;
  await terminal.call('scanning.start', { draftId: id, scannerId: 'test:0', settings: { ...settings, maxPages: pages }, replacePageId: null });
  await terminal.waitFor('scan.finished', { from });
  return terminal.call('drafts.get', { id });
};

test('a stack is cut into materials that lie in their order; undo and redo go back and forth', async () => {
  const volumeId = aVolume();
  const { id } = await begin(volumeId);
  const [a, b, c, d] = idsOf(await scan(id, 4)) as [DraftPageId, DraftPageId, DraftPageId, DraftPageId]; // `as`: four were scanned
  const later = await begin(volumeId);
  const cut = await terminal.call('drafts.split', { id, firstPageIds: [b, d] });
  expect(layoutOf(cut)).toEqual([[a], [b, c], [d], []]);
  expect(cut.drafts.at(-1)?.id).toBe(later.id);
  expect(cut.history).toEqual({ undo: { kind: 'split', count: 2 }, redo: null });
  const back = await terminal.call('drafts.undo', { volumeId });
  expect(layoutOf(back)).toEqual([[a, b, c, d], []]);
  expect(layoutOf(await terminal.call('drafts.redo', { volumeId }))).toEqual([[a], [b, c], [d], []]);
  expect((await terminal.call('drafts.desk', { volumeId })).history).toEqual({ undo: { kind: 'split', count: 2 }, redo: null });
});

test('every kind of act is taken back in turn, whatever screen one was on meanwhile', async () => {
  const volumeId = aVolume();
  const [first, second] = [await begin(volumeId), await begin(volumeId)];
  const [a, b, c] = idsOf(await scan(first.id, 3)) as [DraftPageId, DraftPageId, DraftPageId]; // `as`: three were scanned
  const start = await terminal.call('drafts.desk', { volumeId });
  await terminal.call('drafts.turnPages', { id: first.id, pageIds: [a, c], quarterTurns: 1 });
  await terminal.call('drafts.reorderPages', { id: first.id, pageIds: [c, b, a] });
  await terminal.call('drafts.removePages', { id: first.id, pageIds: [b] });
  await terminal.call('drafts.movePages', { id: first.id, pageIds: [a], intoId: second.id });
  await terminal.call('drafts.setRow', { id: second.id, row: { name: '自传', classCode: '2' } });
  await terminal.call('drafts.setRows', { volumeId, rows: [{ id: first.id, row: { name: '一' } }, { id: second.id, row: { name: '二' } }] });
  const joined = await terminal.call('drafts.join', { id: second.id, intoId: first.id });
  expect(layoutOf(joined)).toEqual([[c, a]]);
  const kinds: string[] = [];
  let desk = joined;
  while (desk.history.undo) {
    kinds.push(desk.history.undo.kind);
    desk = await terminal.call('drafts.undo', { volumeId });
  }
  expect(kinds).toEqual(['join', 'rows', 'row', 'move', 'remove', 'reorder', 'turn']);
  // Pictures are made meanwhile, and that is no act.
  const handOf = ({ id, recipe, isSetAside, separator }: DraftPage): object => ({ id, recipe, isSetAside, separator });
  const without = (draft: Draft): object => ({ ...draft, pages: draft.pages.map(handOf), removedPages: draft.removedPages.map(handOf), updatedAt: '' });
  expect(desk.drafts.map(without)).toEqual(start.drafts.map(without));
  for (const _kind of kinds) desk = await terminal.call('drafts.redo', { volumeId });
  expect(layoutOf(desk)).toEqual([[c, a]]);
  expect(desk.drafts[0]).toMatchObject({ row: { name: '一' }, removedPages: [{ id: b }] });
  await expect(terminal.call('drafts.redo', { volumeId })).rejects.toMatchObject({ code: 'record.changed' });
});

test('paper that came after an act stays when the act is taken back', async () => {
  const volumeId = aVolume();
  const { id } = await begin(volumeId);
  const [a, b] = idsOf(await scan(id, 2)) as [DraftPageId, DraftPageId]; // `as`: two were scanned
  const [, second] = (await terminal.call('drafts.split', { id, firstPageIds: [b] })).drafts;
  const [, late] = idsOf(await scan(second!.id, 1));
  expect(layoutOf(await terminal.call('drafts.undo', { volumeId }))).toEqual([[a, b], [late]]);
});

test('what was thrown away is out of reach, and signing out ends it all', async () => {
  const volumeId = aVolume();
  const { id } = await begin(volumeId);
  const [, b] = idsOf(await scan(id, 2));
  await terminal.call('drafts.turnPages', { id, pageIds: [b!], quarterTurns: 1 });
  const { drafts } = await terminal.call('drafts.split', { id, firstPageIds: [b!] });
  await terminal.call('drafts.discard', { id: drafts[1]!.id });
  expect((await terminal.call('drafts.desk', { volumeId })).history.undo).toBeNull();
  await terminal.call('drafts.setRow', { id, row: { name: '自传' } });
  await terminal.call('session.signOut', {});
  await terminal.call('session.signIn', { loginName, password: testPassword });
  expect(await terminal.call('drafts.desk', { volumeId })).toMatchObject({ drafts: [{ row: { name: '自传' } }], history: { undo: null } });
});

test('materials of two volumes do not mix, nor does a page go where it is', async () => {
  const [one, other] = [await begin(aVolume()), await begin(aVolume())];
  const [a] = idsOf(await scan(one.id, 1));
  await expect(terminal.call('drafts.movePages', { id: one.id, pageIds: [a!], intoId: other.id })).rejects.toMatchObject({ code: 'record.changed' });
  await expect(terminal.call('drafts.join', { id: one.id, intoId: one.id })).rejects.toMatchObject({ code: 'record.changed' });
  expect(idsOf(await terminal.call('drafts.get', { id: one.id }))).toEqual([a]);
});
