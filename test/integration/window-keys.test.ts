import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAccount, testPassword } from '../support/builders.ts';
import { anOffice, type Office } from '../support/office.ts';
import { buildWindow, openRealWindow, type RealWindow } from '../support/real-window.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startSoftToken, testPin, type SoftToken } from '../support/soft-token.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

const byKey = { role: 'button', name: '用密钥登录' } as const;
const patient = { timeoutMs: 30_000 };

let server: TestServer;
let door: ListeningServer;
let built: Awaited<ReturnType<typeof buildWindow>>;
let token: SoftToken;
let real: RealWindow;
let office: Office;

beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  token = await startSoftToken();
  office = await anOffice(server);
  await server.db.updateTable('accounts').set({ loginName: 'wangjianguo', displayName: '王建国' }).where('id', '=', office.archivist.id).execute();
  await anAccount(server.db, { roles: ['security-officer'], loginName: 'zhao', displayName: '赵安全' });
  real = await openRealWindow(door, built.directory, { keyModule: token.module, deviceEnvironment: token.env });
}, 180_000);
afterAll(async () => {
  await real.close();
  await door.stop();
  await server.close();
  await token.stop();
  await built.remove();
});

test('a key is registered, signs in, is pulled and comes back, by the keyboard alone where people type', async () => {
  const { window } = real;
  await window.waitFor(byKey, patient);
  expect(await window.textOf({ selector: 'form' })).toContain('王建国');
  expect(await window.runAxe()).toEqual([]);

  await window.click({ role: 'button', name: '改用口令登录' });
  await window.fill('用户名', 'zhao');
  await window.fill('口令', testPassword);
  await window.press('Enter');
  await window.waitFor({ role: 'button', name: '退出登录' }, patient);
  await window.click({ role: 'button', name: '密钥' });
  await window.click({ role: 'button', name: '登记密钥' });
  await window.choose('持有人的账号', '王建国（wangjianguo）');
  await window.fill('密钥的叫法', '蓝色');
  await window.fill('持有人的登录口令', testPassword);
  await window.fill('密钥的 PIN 码', testPin);
  expect(await window.runAxe()).toEqual([]);
  await window.press('Enter');
  await window.waitFor({ text: '密钥已登记给王建国' }, patient);
  await window.click({ role: 'button', name: '退出登录' });

  await window.waitFor(byKey, patient);
  await window.fill('用户名', 'wangjianguo');
  await window.fill('密钥的 PIN 码', '000000');
  await window.press('Enter');
  await window.waitFor({ text: '密钥的 PIN 码不对' });
  await window.fill('密钥的 PIN 码', testPin);
  await window.press('Enter');
  await window.waitFor({ role: 'button', name: '锁定屏幕' }, patient);

  await window.click({ selector: 'tbody tr', text: office.person.name }, patient);
  await window.click({ role: 'button', name: '打开档案' }, patient);
  await window.click({ selector: 'table[aria-label="目录"] tbody tr' }, patient);
  await window.press('Enter');
  await window.waitUntil(isPageDrawn);
  await token.remove();
  await window.waitFor({ text: '请插入登录时用的密钥' }, { timeoutMs: 5_000 });
  // With the key goes every page: the screen is not only covered.
  expect(await window.evaluate(() => [...document.querySelectorAll('canvas')].filter(({ width }) => width > 0).length)).toBe(0);
  expect(await window.runAxe()).toEqual([]);
  await token.insert();
  await window.waitFor({ text: '输入密钥的 PIN 码后继续' }, patient);
  await window.fill('密钥的 PIN 码', testPin);
  await window.press('Enter');
  await window.waitGone({ text: '屏幕已锁定' }, patient);

  // Next time the key brings the login name along.
  await window.click({ role: 'button', name: '退出登录' });
  await window.waitFor(byKey, patient);
  await window.fill('密钥的 PIN 码', testPin);
  await window.press('Enter');
  await window.waitFor({ role: 'button', name: '锁定屏幕' }, patient);
  expect(window.consoleErrors()).toEqual([]);
}, 120_000);

/** In the page: one stands there, with its pixels. */
function isPageDrawn(): boolean {
  return [...document.querySelectorAll<HTMLCanvasElement>('[data-page][data-state=shown] canvas')].some(({ width }) => width > 0);
}
