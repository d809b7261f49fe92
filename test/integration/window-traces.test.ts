import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount } from '../support/builders.ts';
import { aGrant, anOffice, anUpload, type Office } from '../support/office.ts';
import { buildWindow, openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

const patient = { timeoutMs: 90_000 };

let server: TestServer;
let door: ListeningServer;
let built: Awaited<ReturnType<typeof buildWindow>>;
let real: RealWindow;
let folder: string;
let readerName: string;
let office: Office;

beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  office = await anOffice(server);
  await aGrant(server, office);
  readerName = office.archivist.displayName;
  await anAccount(server.db, { roles: ['auditor'], loginName: 'sun', displayName: '孙审计' });
  folder = await mkdtemp(join(homedir(), 'danglian-leaks-'));
  await writeFile(join(folder, 'leak.jpg'), await leakFrom(office));
  await writeFile(join(folder, 'clean.jpg'), await aForm());
  real = await openRealWindow(door, built.directory);
}, 180_000);
afterAll(async () => {
  await real.close();
  await door.stop();
  await server.close();
  await built.remove();
  await rm(folder, { recursive: true, force: true });
});

function aForm(): Promise<Buffer> {
  const lines = Array.from({ length: 26 }, (_, index) => `<text x="100" y="${String(150 + index * 58)}" font-size="24" font-family="'Noto Sans CJK SC',sans-serif" fill="#222">干部任免审批表 工作经历 奖惩情况 ${String(index)}</text>`);
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><rect width="1240" height="1754" fill="#f2efe8"/>${lines.join('')}</svg>`)).flatten().jpeg({ quality: 80, chromaSubsampling: '4:2:0' }).toBuffer();
}

/** What an archivist's screen showed, as a colleague's telephone program would send it on. */
async function leakFrom({ volumeId, archivist }: Office): Promise<Buffer> {
  const page = await server.db.selectFrom('pages').innerJoin('materials', 'materials.id', 'pages.materialId').where('materials.volumeId', '=', volumeId).select('pages.id').executeTakeFirstOrThrow();
  await server.db.updateTable('pages').set({ optimisedBlob: await server.services.pages.put(await aForm()), halfBlob: null, widthPx: 1240, heightPx: 1754 }).where('id', '=', page.id).execute();
  const { id } = await server.call(archivist.token, 'viewing.openCustody', { volumeId });
  const reply = await server.app.inject({ method: 'GET', url: `/api/v1/views/${id}/pages/${page.id}?size=half`, headers: { ...server.terminalHeaders, authorization: `Bearer ${archivist.token}` } });
  return sharp(reply.rawPayload).resize(930).jpeg({ quality: 70 }).toBuffer();
}

test('a screenshot of the window in which somebody reads names the session, without anything else being known', async () => {
  const { window } = real;
  await signInAt(window, office.reader.loginName);
  await window.click({ role: 'button', name: '我的申请' });
  await window.click({ role: 'button', name: '开始查阅' }, patient);
  await window.press('w');
  await window.waitFor({ selector: '[data-viewer-stage] [data-state=shown][data-sharp=true]' }, patient);
  const screenshot = await keepPicture('trace-of-screenshot');
  const { id } = await server.db.selectFrom('viewSessions').select('id').where('accountId', '=', office.reader.id).executeTakeFirstOrThrow();
  const auditor = await anAccount(server.db, { roles: ['auditor'] });
  const { uploadId } = await anUpload(server, auditor.id, screenshot);
  const found = await server.call(await server.signIn(auditor.loginName), 'traces.run', { uploadId, fileName: '截图.png' });
  expect(found).toMatchObject({ method: 'blind', outcome: 'named', named: [{ id, readerName: office.reader.displayName, terminalName: '测试终端' }] });
  await window.click({ role: 'button', name: '退出登录' });
}, 300_000);

test('the auditor chooses a leaked picture and reads whose session it was; one without a mark names nobody and offers help', async () => {
  const { window } = real;
  await signInAt(window, 'sun');
  await window.click({ role: 'button', name: '泄密溯源' });
  await choose('leak.jpg');
  // The name alone stands in the list of former traces, too.
  await window.waitFor({ text: '指认了 1 次阅档' }, patient);
  await window.waitFor({ text: readerName });
  expect(await window.runAxe()).toEqual([]);
  await keepPicture('trace-named');
  await choose('clean.jpg');
  await window.waitFor({ text: '标出明水印的位置' }, patient);
  expect(await window.runAxe()).toEqual([]);
  await keepPicture('trace-nothing');
}, 300_000);

/** Through the window's own browser of folders: home, the folder, the file. */
async function choose(name: string): Promise<void> {
  const { window } = real;
  await window.click({ role: 'button', name: '选择图片' });
  await window.click({ selector: '.ant-modal nav button:last-of-type' });
  await window.click({ role: 'button', name: basename(folder) });
  await window.click({ role: 'button', name });
  await window.waitGone({ selector: '.ant-modal nav' });
}

async function keepPicture(name: string): Promise<Buffer> {
  const directory = resolve(import.meta.dirname, '../../out/traces');
  await mkdir(directory, { recursive: true });
  const picture = await real.window.screenshot();
  await writeFile(join(directory, `${name}.png`), picture);
  return picture;
}
