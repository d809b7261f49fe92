import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openChromium, type ChromiumUnderTest } from '../support/chromium-page.ts';
import { eventually } from '../support/eventually.ts';

// What happens when a person drops files on the window. On the system's Chromium, with its own drag events.

let chromium: ChromiumUnderTest;
let directory: string;
let heard: { readonly windowId: string; readonly paths: readonly string[] }[];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'danglian-drops-'));
  mkdirSync(join(directory, '张三_001/1.履历材料'), { recursive: true });
  writeFileSync(join(directory, '张三_001/1.履历材料/0101.jpg'), 'x');
  writeFileSync(join(directory, '卷 二.zip'), 'x');
  chmodSync(directory, 0o755); // the browser's own user looks at what is dropped
  chromium = await openChromium();
  chromium.host.on('files-dropped', event => { heard.push(event); });
});
afterAll(async () => {
  await chromium.host.quit();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => { heard = []; });

async function drop(files: readonly string[], items: readonly { readonly mimeType: string; readonly data: string }[] = []): Promise<void> {
  const data = { items: items.map(item => ({ ...item })), files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await chromium.page.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
}

test('dropped files and folders come as their paths, and the page stays where it is', async () => {
  const paths = [join(directory, '张三_001'), join(directory, '卷 二.zip')];
  await drop(paths);
  await eventually(() => heard).toEqual([{ windowId: chromium.window.id, paths }]);
  expect(await chromium.page.evaluate(() => location.href)).toBe('https://app.invalid/');
});

test('a second drop tells the second files only', async () => {
  await drop([join(directory, '卷 二.zip')]);
  await eventually(() => heard.map(({ paths }) => paths)).toEqual([[join(directory, '卷 二.zip')]]);
});

test('text and addresses that are dropped lead nowhere and are told to nobody', async () => {
  await drop([], [{ mimeType: 'text/uri-list', data: 'https://example.com/' }, { mimeType: 'text/plain', data: '/etc/passwd' }]);
  await delay(300);
  expect(heard).toEqual([]);
  expect(await chromium.page.evaluate(() => location.href)).toBe('https://app.invalid/');
});

test('a script cannot make the host tell a path: neither with an event nor with a file that it made up', async () => {
  await chromium.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], '/etc/passwd'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
    const scope = globalThis as unknown as Record<string, unknown>; // `as`: tries what must not work
    scope['__desktopDropped'] = () => [new File(['x'], '/etc/shadow')];
  }).catch(() => undefined);
  await drop([join(directory, '卷 二.zip')]);
  await eventually(() => heard.map(({ paths }) => paths)).toEqual([[join(directory, '卷 二.zip')]]);
});

test('pictures still cannot be dragged out', async () => {
  const isPrevented = await chromium.page.evaluate(() => {
    const picture = document.body.appendChild(document.createElement('img'));
    const event = new DragEvent('dragstart', { bubbles: true, cancelable: true });
    picture.dispatchEvent(event);
    picture.remove();
    return event.defaultPrevented;
  });
  expect(isPrevented).toBe(true);
});
