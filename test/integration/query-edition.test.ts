import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startQueryTerminal } from '../../src-main/app/start-query-terminal.ts';
import { serverApi } from '../../src-shared/contract/server-api.ts';
import { desktopApi } from '../../src-shared/contract/desktop-api.ts';
import { queryDesktopApi, queryServerApi } from '../../src-shared/contract/query-edition.ts';
import { openAndEnd } from '../support/built-program.ts';
import { startTestCups, type TestCups } from '../support/cups.ts';
import { anOffice, approve, type Office } from '../support/office.ts';
import { openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

const root = resolve(import.meta.dirname, '../..');
const patient = { timeoutMs: 30_000 };
let installation: string;
let directory: string;
let server: TestServer;
let door: ListeningServer;
let cups: TestCups;
let office: Office;
let real: RealWindow;

/** The program as it is shipped; tests follow one application from its business to the paper. */
beforeAll(async () => {
  installation = await mkdtemp(join(tmpdir(), 'danglian-query-'));
  directory = join(installation, 'dist-query');
  const building = promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs'), '--edition', 'query', '--out', directory]);
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  office = await anOffice(server);
  cups = await startTestCups({ printers: [{ name: 'desk', color: true }] });
  await building;
  const start = startQueryTerminal;
  real = await openRealWindow(door, join(directory, 'renderer'), { start, deviceHostEntry: join(directory, 'main/device-host.js'), deviceEnvironment: cups.env });
}, 180_000);
afterAll(async () => {
  await real.close();
  await Promise.all([door.stop(), cups.stop()]);
  await server.close();
  await rm(installation, { recursive: true });
});

const picture = (name: string): Promise<Buffer> => real.window.screenshot(join(root, 'out/query-edition', `${name}.png`));

/** By the path of a module: scanning, intake, handing on, and what the devices of an archive are driven with. */
const foreign: readonly RegExp[] = [
  /^src-(main|renderer)\/features\/(scanning|scan-profiles|drafts|filing|page-work|intake|deliveries|media|strips|catalogues|forms|evidence|barcodes|faults|volumes|tracing|terminals|accounts|policy)\//,
  /^src-main\/(page-worker|device-host\/(drivers\/(sane|escl|folder|hid|scan-driver|page-reader)|scan|barcode|step-log|main\.ts))/,
  /^src-main\/store\/(draft|delivery)/,
  /^src-shared\/(imaging|domain\/(scan|strip|import-rules|intake|delivery|medium|page-recipe|forms|completeness))/,
  /^src-shared\/contract\/(.*\/)?(scan|draft|delivery|strip|catalogue|form|intake|volume|trace|fault|account|device-api|desktop-api|server-api)/,
  /^native\//,
];

test('nothing of scanning, intake, handing on and their devices is in the bundle', async () => {
  const files = (await readdir(directory, { recursive: true })).map(String);
  const modules = JSON.parse(await readFile(join(directory, 'modules.json'), 'utf8')) as readonly string[]; // `as`: written by the build
  expect(modules).toContain('src-renderer/features/requests/apply-form.tsx');
  expect(modules).toContain('src-main/device-host/print-service.ts');
  const sources = globSync('{src-*,native}/**/*.{ts,tsx,cc}', { cwd: root });
  for (const pattern of foreign) {
    expect(sources.some(path => pattern.test(path)), `${String(pattern)} is about something`).toBe(true);
    expect(modules.filter(path => pattern.test(path))).toEqual([]);
  }
  expect(files.filter(name => name.endsWith('.node'))).toEqual([]);
  // By what the code says, too: no operation that is not of the edition is named, and no native part of an archive is loaded.
  const names = [...Object.keys(serverApi), ...Object.keys(desktopApi)].filter(name => !Object.hasOwn(queryServerApi, name) && !Object.hasOwn(queryDesktopApi, name) && /^(scanners|scanning|drafts|intake|media|strips|catalogues|forms|deliveries|scanProfiles)\./.test(name));
  expect(names.length).toBeGreaterThan(60);
  const code = (await Promise.all(files.filter(name => name.endsWith('.js')).map(name => readFile(join(directory, name), 'utf8')))).join('\n');
  const said = new Set(Array.from(code.matchAll(/["'`]([a-zA-Z]+\.[a-zA-Z]+)["'`]/g), ([, name]) => name));
  expect(said).toContain('requests.submit');
  expect(names.filter(name => said.has(name) && !named.includes(name))).toEqual([]);
  expect(/devices\.node|imaging\.node|node-hid|from "sharp"|libsane/.exec(code)).toBeNull();
});

/** Names without code: how long any edition waits for an answer and which questions may be put again, and what may lie in the outbox of a folder. */
const named: readonly string[] = [
  ...['intake.offerPackage', 'intake.closeBatch', 'intake.decideBatch', 'intake.fileLoose', 'intake.listBatches', 'intake.getBatch', 'intake.listPackages', 'intake.getPackage', 'intake.getSample', 'intake.getPolicy'],
  ...['intake.recipient', 'scanProfiles.list', 'media.list', 'media.get', 'drafts.file', 'drafts.list'],
];

test('the terminal is a query terminal to the data centre, and its home are three businesses', async () => {
  const { window } = real;
  expect(await server.db.selectFrom('terminals').select('edition').where('name', '=', '测试终端').where('edition', '=', 'query').execute()).toHaveLength(1);
  await signInAt(window, office.reader.loginName);
  await window.waitFor({ selector: '[data-business="salary"]' }, patient);
  expect(await window.textsOf({ selector: '[data-business]' })).toHaveLength(3);
  expect(await window.runAxe()).toEqual([]);
  await picture('1-business');
});

test('a business begins the application: a person is found, and it is sent', async () => {
  const { window } = real;
  await window.press('1');
  await window.waitUntil(() => document.querySelector('[data-purpose="salary"] input:checked') !== null);
  await window.type(office.person.name);
  await window.click({ selector: '.ant-select-item-option', text: office.person.name }, patient);
  await window.waitFor({ text: '可以提交。' });
  await picture('2-apply');
  await window.press('Control+Enter');
  await window.waitFor({ text: '申请已提交' }, patient);
  expect(await server.db.selectFrom('viewRequests').select('purpose').execute()).toEqual([{ purpose: 'salary' }]);
});

test('what was approved elsewhere is read and printed', async () => {
  const { window } = real;
  const { id } = await server.db.selectFrom('viewRequests').select('id').executeTakeFirstOrThrow();
  await approve(server, office.approver.token, { id, materials: office.materials.map(material => ({ materialId: material.id, canPrint: true })) });
  await window.click({ role: 'button', name: '窗口业务' });
  await window.click({ role: 'button', name: '去查阅' }, patient);
  await picture('3-granted');
  await window.click({ role: 'button', name: '开始查阅' }, patient);
  await window.waitFor({ selector: '[data-viewer-stage] [data-page="1"][data-state=shown]' }, patient);
  await picture('4-reading');
  await window.click({ role: 'button', name: '打印摘录' });
  await window.waitFor({ selector: '[data-printer="desk"]' }, patient);
  await window.fill('页', '1');
  await window.click({ selector: '[data-material="4-1-1"] .ant-checkbox-wrapper' });
  await window.waitFor({ text: '2 份材料，共 2 页' });
  await window.click({ role: 'button', name: '登记并预览' });
  await window.waitFor({ selector: '[role="dialog"] canvas[role="img"]' }, patient);
  await picture('5-several-materials');
  await window.click({ selector: '[role="dialog"] .ant-modal-footer .ant-btn-primary' });
  await window.waitFor({ text: '已打印完成并登记' }, { timeoutMs: 60_000 });
  expect(await server.db.selectFrom('printJobs').select(['state', sql<number>`cardinality(page_ids)`.as('sheets')]).execute()).toEqual([{ state: 'completed', sheets: 2 }]);
  await picture('6-printed');
  expect(await cups.receivedFiles('desk')).toHaveLength(1);
  await window.click({ selector: '[role="dialog"] .ant-modal-footer .ant-btn-primary' });
  expect(window.consoleErrors()).toEqual([]);
});

test('while the line is away the window says what can be done, keeps an application, and sends it once', async () => {
  const { window } = real;
  await window.click({ role: 'button', name: '名册' });
  await window.click({ text: office.person.name }, patient);
  await window.click({ selector: '[data-act="apply"]' }, patient);
  await window.click({ selector: '[data-purpose="title"]' });
  await window.waitFor({ text: '可以提交。' }, patient);
  await door.stop();
  await window.waitFor({ text: '数据中心暂时连不上' }, patient);
  await picture('7-line-away');
  await window.click({ role: 'button', name: '提交申请' });
  await window.waitFor({ selector: '[data-act="outbox"]' }, patient);
  await picture('8-queued');
  await door.start();
  await window.waitGone({ selector: '[data-act="outbox"]' }, patient);
  expect((await server.db.selectFrom('viewRequests').select('purpose').orderBy('submittedAt').execute()).map(({ purpose }) => purpose)).toEqual(['salary', 'title']);
});

test('the built program enrols and opens its window', async () => {
  await copyFile(join(root, 'package.json'), join(installation, 'package.json'));
  await symlink(join(root, 'node_modules'), join(installation, 'node_modules'));
  expect(await openAndEnd({ program: directory, dataDirectory: join(installation, 'terminal') }, door)).toBe(0);
});
