import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChromiumHost, type ChromiumHost } from '../../src-main/host/chromium/chromium-host.ts';
import { openDriver, type WindowDriver } from '../support/window-driver.ts';

const html = `<!doctype html><meta charset="utf-8"><title>示例</title>
<label>姓名 <input id="name"></label><input aria-label="编号"><button id="late" disabled>登 录</button>
<button onclick="document.title='covered'" style="position:absolute;top:300px;left:0">被盖住</button>
<div id="cover" style="position:absolute;top:280px;left:0;width:300px;height:80px;background:#fff"></div>
<ul>${Array.from({ length: 200 }, (_, row) => `<li>第 ${String(row)} 行</li>`).join('')}</ul><button id="far">很远</button>
<div id="a" draggable="true">甲</div><div id="b">乙</div><output id="out"></output>
<script src="/app.js"></script>`;
const script = `
const out = document.querySelector('#out');
setTimeout(() => { document.querySelector('#late').disabled = false; }, 200);
document.querySelector('#late').onclick = () => { out.textContent = '已登录 ' + document.querySelector('#name').value; };
document.querySelector('#far').onclick = () => { out.textContent = 'far'; };
addEventListener('keydown', (event) => { if (event.ctrlKey && event.key === 'k') out.textContent = 'find'; });
document.querySelector('#b').ondragover = (event) => event.preventDefault();
document.querySelector('#b').ondrop = () => { out.textContent = 'dropped'; };
setTimeout(() => document.querySelector('#cover').remove(), 300);
console.error('a complaint');
`;

let host: ChromiumHost;
let driver: WindowDriver;

beforeAll(async () => {
  host = await createChromiumHost({ headless: true });
  host.serve(({ path }) =>
    Promise.resolve(
      path === '/' ? { status: 200, headers: { 'Content-Type': 'text/html' }, body: Buffer.from(html) }
      : path === '/app.js' ? { status: 200, headers: { 'Content-Type': 'text/javascript' }, body: Buffer.from(script) }
      : null,
    ),
  );
  const window = await host.openWindow({ path: '/', title: '示例' });
  driver = await openDriver(host, window);
  await driver.setViewport(1280, 800);
});
afterAll(() => host.quit());

test('a field is filled by its label, and a button is clicked by its name when it becomes enabled', async () => {
  await driver.fill('姓名', '张三');
  await driver.fill('姓名', '李四');
  await driver.fill('编号', '42');
  await driver.click({ role: 'button', name: '登录' });
  expect(await driver.textOf({ selector: '#out' })).toBe('已登录 李四');
  expect(await driver.textOf({ label: '编号' })).toBe('42');
});

test('a covered button is clicked only when nothing lies over it any more', async () => {
  await driver.click({ text: '被盖住' });
  await driver.waitUntil(() => document.title === 'covered');
});

test('what lies far below is scrolled to', async () => {
  await driver.click({ role: 'button', name: '很远' });
  await driver.waitFor({ selector: '#out', text: 'far' });
});

test('keys reach the page with their modifiers', async () => {
  await driver.press('Control+k');
  await driver.waitFor({ text: 'find' });
});

test('a thing of the page is dragged onto another', async () => {
  await driver.drag({ selector: '#a' }, { selector: '#b' });
  await driver.waitFor({ text: 'dropped' });
});

test('waiting in vain tells what was on the page', async () => {
  await expect(driver.click({ role: 'button', name: '没有' }, { timeoutMs: 200 })).rejects.toThrow(/button "没有"[^]*missing[^]*buttons: 登 录/);
  expect(await driver.exists({ text: '没有' })).toBe(false);
});

test('complaints of the page, accessibility findings and pictures are at hand', async () => {
  await driver.evaluate(() => { reportError(new Error('another complaint')); });
  expect(driver.consoleErrors().join('\n')).toContain('another complaint');
  expect((await driver.runAxe()).map((violation) => violation.id)).toContain('html-has-lang');
  expect((await driver.screenshot()).subarray(1, 4).toString()).toBe('PNG');
});
