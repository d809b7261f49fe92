import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount, aPerson, aVolume } from '../support/builders.ts';
import { buildWindow, changeTo, openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { startTestScanner, type TestScanner } from '../support/scanner.ts';
import { startScriptedEscl, type ScriptedEscl } from '../support/scripted-escl-scanner.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

const patient = { timeoutMs: 30_000 };

let server: TestServer;
let door: ListeningServer;
let built: Awaited<ReturnType<typeof buildWindow>>;
let scanner: TestScanner;
let network: ScriptedEscl;
let real: RealWindow;
let base: string;

beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  scanner = await startTestScanner();
  network = await startScriptedEscl();
  base = await realpath(await mkdtemp(join(tmpdir(), 'danglian-window-places-')));
  await anAccount(server.db, { roles: ['system-administrator'], loginName: 'xitong', displayName: '孙系统' });
  await anAccount(server.db, { roles: ['security-officer'], loginName: 'zhao', displayName: '赵安全' });
  const { unitId } = await anAccount(server.db, { roles: ['archivist'], loginName: 'wangjianguo', displayName: '王建国' });
  const person = await aPerson(server.db, { name: '李建军', managingUnitId: unitId });
  await aVolume(server.db, { personId: person.id });
  real = await openRealWindow(door, built.directory, { deviceEnvironment: scanner.env });
}, 240_000);
afterAll(async () => {
  await real.close();
  await Promise.all([door.stop(), scanner.stop(), network.stop()]);
  await server.close();
  await rm(base, { recursive: true });
  await built.remove();
});

const looksRight = async (): Promise<void> => {
  expect(await real.window.runAxe()).toEqual([]);
  expect(real.window.consoleErrors()).toEqual([]);
};

test('the administrator makes a locked profile with a setting read from a scanner, and lets nothing but profiles be used', async () => {
  const { window } = real;
  await signInAt(window, 'xitong');
  await window.click({ role: 'button', name: '扫描方案' });
  await window.waitFor({ text: '档案（进纸器，彩色 300 dpi）' }, patient);
  await looksRight();
  await window.press('n');
  await window.fill('名称', '会议记录双面');
  await window.choose('进纸', '双面');
  await window.choose('分辨率', '400 dpi');
  await window.click({ role: 'button', name: '从扫描仪读取…' });
  await window.waitFor({ label: 'Select the test picture' }, patient);
  await window.choose('Select the test picture', 'Grid');
  await window.click({ text: '扫描台不能改动这个方案的任何设置。' });
  await looksRight();
  await window.press('Control+Enter');
  await window.waitFor({ text: '已保存方案“会议记录双面”。' }, patient);
  await window.waitFor({ selector: 'tbody tr:last-child', text: '会议记录双面' }, patient);
  expect(await window.textOf({ selector: 'tbody tr:last-child' })).toMatch(/会议记录双面.*所有单位.*双面.*彩色 · 400 dpi · A4.*已锁定/s);
  await window.click({ text: '打开后，所有方案都视为锁定' });
  await window.waitFor({ text: '已设为只许按方案扫描。' });
  await window.click({ text: '打开后，所有方案都视为锁定' });
  await window.waitFor({ text: '扫描台可以改动未锁定的方案。' });
  await looksRight();
  await window.click({ role: 'button', name: '退出登录' });
}, 120_000);

test('the archivist adds a network scanner and a watched folder, and takes what the vendor’s program leaves', async () => {
  const { window } = real;
  const folder = join(base, '扫描');
  await mkdir(folder);
  await signInAt(window, 'wangjianguo');
  await window.click({ selector: 'tbody tr', text: '李建军' }, patient);
  await window.click({ role: 'button', name: '扫描新材料' }, patient);
  await window.waitFor({ text: '放好纸张，按“扫描”' }, patient);
  await window.press('F10');
  await window.click({ role: 'button', name: '添加扫描设备…' }, patient);
  await window.click({ role: 'button', name: '添加网络扫描仪' });
  await window.click({ text: '页面将在网络上明文传送' });
  await window.fill('地址', network.address.replace('http://', ''));
  await window.press('Enter');
  await window.waitFor({ text: '找到：Stand-in MFP 1' }, patient);
  await looksRight();
  await window.press('Control+Enter');
  await window.waitFor({ text: '已添加“Stand-in MFP 1”。' }, patient);
  await window.click({ role: 'button', name: '添加监视文件夹' });
  await window.fill('名称', '厂家程序');
  await window.fill('文件夹', folder);
  await looksRight();
  await window.press('Control+Enter');
  await window.waitFor({ text: '已添加“厂家程序”。' }, patient);
  await looksRight();
  await window.press('Escape');
  await window.choose('扫描仪', '厂家程序（监视文件夹）', patient);
  await window.waitFor({ text: '正在等候厂家程序保存页面' }, patient);
  await writeFile(join(folder, '1.jpg'), await sharp({ create: { width: 620, height: 877, channels: 3, background: '#e8e4d8' } }).withMetadata({ density: 75 }).jpeg().toBuffer());
  await writeFile(join(folder, '说明.docx'), 'PK');
  await window.click({ selector: '[data-testid=scan]' });
  await window.waitFor({ text: '已扫 1 页' }, patient);
  await window.waitFor({ text: '说明.docx' }, patient);
  await window.click({ role: 'button', name: '就这些，收完' });
  await window.waitFor({ text: '扫完了，收到 1 页。' }, patient);
  await looksRight();
}, 120_000);

test('a scanner’s own settings are changed and taken back at the desk', async () => {
  const { window } = real;
  await window.click({ selector: '.ant-notification-notice-close' });
  await window.choose('扫描仪', 'Noname frontend-tester', patient);
  await window.press('F10');
  await window.click({ role: 'button', name: '更多设置…' }, patient);
  await window.waitFor({ label: 'Select the test picture' }, patient);
  await window.choose('Select the test picture', 'Grid');
  await window.waitFor({ role: 'button', name: '恢复 Select the test picture' });
  await looksRight();
  // One layer at a time: the row of settings below stays.
  await window.press('Escape');
  await window.waitFor({ role: 'button', name: '更多设置（已改 1 项）…' });
});

test('the security officer adds a partner after comparing both fingerprints, and revokes it for good', async () => {
  const { window } = real;
  await changeTo(window, 'zhao');
  await window.click({ role: 'button', name: '交换单位' });
  await window.waitFor({ text: '还没有交换单位' });
  const [ownSender = '', sender, ownRecipient = '', recipient] = await window.textsOf({ selector: 'main dd' });
  await window.click({ role: 'button', name: '登记交换单位' });
  await window.fill('名称', '鄂尔多斯市委组织部');
  await window.fill('收件密钥（加密）', '不是密钥');
  await window.click({ role: 'button', name: '查看指纹' });
  await window.waitFor({ text: '这不是数据中心的密钥' });
  // What a data centre shows of itself is what the officer of another reads when he pastes it.
  await window.fill('寄件密钥（签名）', ownSender);
  await window.fill('收件密钥（加密）', ownRecipient);
  await window.click({ role: 'button', name: '查看指纹' });
  await window.waitFor({ selector: '[role=dialog] dd' });
  expect(await window.textsOf({ selector: '[role=dialog] dd' })).toEqual([sender, recipient]);
  await looksRight();
  await window.click({ text: '已用电话或当面与对方核对' });
  await window.click({ role: 'button', name: '登记' });
  await window.waitFor({ text: '已登记 鄂尔多斯市委组织部。' });
  await looksRight();
  await window.click({ role: 'button', name: '停用 鄂尔多斯市委组织部' });
  await window.fill('停用理由', '机构撤并');
  await window.click({ role: 'button', name: '停用' });
  await window.waitFor({ text: '已停用 鄂尔多斯市委组织部。' });
  await looksRight();
  expect(await window.exists({ role: 'button', name: '停用 鄂尔多斯市委组织部' })).toBe(false);
}, 60_000);
