import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicyOf } from '../../src-shared/domain/access-policy.ts';
import { writeAccessPolicy } from '../../src-server/features/identity/index.ts';
import { aGrant, anOffice, type Office } from '../support/office.ts';
import { buildWindow, openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';

const patient = { timeoutMs: 12_000 };
const pictures = resolve(import.meta.dirname, '../../out/window-offline');

let server: TestServer;
let door: ListeningServer;
let built: Awaited<ReturnType<typeof buildWindow>>;
let real: RealWindow;
let office: Office;

beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server);
  office = await anOffice(server);
  await writeAccessPolicy(server.db, defaultPolicyOf('secret'));
  await aGrant(server, office);
  real = await openRealWindow(door, built.directory);
  await mkdir(pictures, { recursive: true });
}, 180_000);
afterAll(async () => {
  await real.close();
  await door.stop();
  await server.close();
  await built.remove();
});

/** In the page: one stands there, larger than a thumbnail. */
function isPageDrawn(): boolean {
  return [...document.querySelectorAll<HTMLCanvasElement>('[data-page][data-state=shown] canvas')].some(canvas => canvas.getBoundingClientRect().width > 200 && canvas.width > 0);
}

test('the line is cut while a reader reads: the pages stay, the window says for how long, and goes on when it is back', async () => {
  const { window } = real;
  await signInAt(window, office.reader.loginName);
  await window.click({ role: 'button', name: '我的申请' });
  await window.click({ role: 'button', name: '开始查阅' }, patient);
  await window.waitFor({ text: '剩余' }, patient);
  await window.waitUntil(isPageDrawn);
  await door.stop();
  await window.waitFor({ text: '看过的页还可以看' }, patient);
  await window.waitUntil(isPageDrawn);
  await window.screenshot(join(pictures, 'reading.png'));
  await door.start();
  await window.waitFor({ text: '已连接' }, patient);
  expect(await window.describePage()).toContain('剩余');
});
