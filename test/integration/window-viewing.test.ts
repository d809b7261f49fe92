import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aGrant, anOffice, type Office } from '../support/office.ts';
import { buildWindow, openRealWindow, signInAt, type RealWindow } from '../support/real-window.ts';
import { testPassword } from '../support/builders.ts';
import { heartbeatSeconds } from '../../src-shared/domain/viewing.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen, type ListeningServer } from '../support/tls-server.ts';
import type { RequestId } from '../../src-shared/domain/ids.ts';

const manyPages = 400;
const stage = '[data-viewer-stage]';
const shownPage = (number: number): { readonly selector: string } => ({ selector: `${stage} [data-page="${String(number)}"][data-state=shown]` });

let server: TestServer;
let door: ListeningServer;
let built: Awaited<ReturnType<typeof buildWindow>>;
let real: RealWindow;
let office: Office;
let requestId: RequestId;
/** What the data centre has answered to heartbeats. */
const beats: string[] = [];

declare global {
  var decoded: ImageBitmap[] | undefined;
  var leaks: string[] | undefined;
}

/** Tests in this file follow one reading from its opening to its withdrawal. */
beforeAll(async () => {
  built = await buildWindow();
  server = await startTestServer({ database: 'pglite' });
  door = await listen(server, app => {
    app.addHook('onSend', (request, _reply, payload) => {
      const state = request.url.endsWith('viewing.heartbeat') ? /"state":"([a-z]+)"/.exec(String(payload))?.[1] : undefined;
      if (state !== undefined) beats.push(state);
      return Promise.resolve(payload);
    });
  });
  office = await anOffice(server);
  await thicken(office);
  requestId = await aGrant(server, office);
  real = await openRealWindow(door, built.directory);
  await signInAt(real.window, office.reader.loginName);
}, 180_000);
afterAll(async () => {
  await real.close();
  await door.stop();
  await server.close();
  await built.remove();
});

/** A first material as thick as a volume; its pages are all of one picture. */
async function thicken({ materials: [first] }: Office): Promise<void> {
  const { db } = server;
  const page = await db.selectFrom('pages').selectAll().where('id', '=', first!.pages[0]!.id).executeTakeFirstOrThrow();
  const rows = Array.from({ length: manyPages - 2 }, (_, index) => ({ ...page, id: randomUUID(), number: index + 3 }));
  await db.insertInto('pages').values(rows).execute();
  await db.updateTable('materials').set({ pageCount: manyPages }).where('id', '=', first!.id).execute();
}

const picture = (name: string): Promise<Buffer> => real.window.screenshot(resolve(import.meta.dirname, `../../out/viewing/${name}.png`));
const heldPictures = (): Promise<number> => real.window.evaluate(() => (globalThis.decoded ?? []).filter(({ width }) => width > 0).length + [...document.querySelectorAll('canvas')].filter(({ width }) => width > 0).length);

test('a material of 400 pages opens with a handful of thumbnails, and is leafed through by keys', async () => {
  const { window } = real;
  // Every decoded picture from here on is counted; a closed one has no width.
  await window.evaluate(() => {
    const decode = globalThis.createImageBitmap;
    const decoded: ImageBitmap[] = [];
    globalThis.decoded = decoded;
    globalThis.createImageBitmap = (async (source: ImageBitmapSource) => {
      const bitmap = await decode(source);
      decoded.push(bitmap);
      return bitmap;
    }); // `as`: only the form that the reader calls
  });
  await window.click({ role: 'button', name: '我的申请' });
  await window.click({ role: 'button', name: '开始查阅' });
  await window.waitFor(shownPage(1));
  expect(await window.evaluate(() => document.querySelectorAll('[role=listbox] [id^=thumb-]').length)).toBeLessThan(24);
  await window.press('ArrowRight');
  await window.waitFor(shownPage(2));
  await window.press('End');
  await window.waitFor(shownPage(manyPages));
  await window.press('ArrowLeft');
  await window.waitFor(shownPage(manyPages - 1));
  // The neighbours stand ready out of sight, so that leafing shows a canvas and draws none: the one before, and the one after that was just left.
  await window.waitUntil(() => [...document.querySelectorAll<HTMLCanvasElement>('[data-viewer-stage] [hidden] canvas')].filter(({ width }) => width > 0).length === 2);
  expect(await window.runAxe()).toEqual([]);
  await picture('reading');
}, 60_000);

test('the wheel with Ctrl enlarges what lies under the pointer; turning, lens and light have keys', async () => {
  const { window } = real;
  const widthOf = (): Promise<number> => window.evaluate(() => document.querySelector('[data-viewer-stage] [data-page]')!.getBoundingClientRect().width);
  const before = await widthOf();
  const spot = await window.evaluate(selector => {
    const element = document.querySelector(selector)!;
    const sheet = element.querySelector('[data-page]')!;
    const under = (at: { readonly x: number; readonly y: number }): readonly number[] => {
      const box = sheet.getBoundingClientRect();
      return [(at.x - box.left) / box.width, (at.y - box.top) / box.height];
    };
    const box = sheet.getBoundingClientRect();
    const at = { x: box.left + box.width * 0.4, y: box.top + box.height * 0.5 };
    const was = under(at);
    for (let turn = 0; turn < 6; turn += 1) sheet.dispatchEvent(new WheelEvent('wheel', { deltaY: -120, ctrlKey: true, clientX: at.x, clientY: at.y, bubbles: true, cancelable: true }));
    return new Promise<{ was: readonly number[]; is: readonly number[] }>(done => {
      requestAnimationFrame(() => { requestAnimationFrame(() => { done({ was, is: under(at) }); }); });
    });
  }, stage);
  expect(await widthOf()).toBeGreaterThan(before * 1.2);
  // The last events of one frame hold the same point; sheets are placed at whole pixels.
  for (const axis of [0, 1]) expect(Math.abs(spot.was[axis]! - spot.is[axis]!)).toBeLessThan(0.02);
  await window.press('r');
  await window.press('.');
  await window.press('m');
  await window.hover({ selector: `${stage} [data-page]` });
  await window.waitUntil(() => [...document.querySelectorAll('canvas')].some(canvas => getComputedStyle(canvas).borderRadius === '50%' && !canvas.hidden));
  expect(await window.evaluate(() => getComputedStyle(document.querySelector('[data-viewer-stage] > div')!).filter)).toBe('brightness(1.1) contrast(1)');
  await picture('lens');
  for (const key of ['m', '\\', 't', '0']) await window.press(key);
  await window.press('?');
  await window.waitFor({ text: '放大镜' });
  await picture('keys');
  await window.press('Escape');
}, 60_000);

test('nothing is selected, copied, dragged, printed or offered to the middle button, and no menu opens', async () => {
  const { window } = real;
  await window.evaluate(() => {
    globalThis.leaks = [];
    for (const name of ['copy', 'cut', 'dragstart', 'contextmenu', 'beforeprint', 'keydown']) {
      addEventListener(name, event => {
        const isForKeeping = !(event instanceof KeyboardEvent) || (event.ctrlKey && event.key.length === 1);
        if (isForKeeping && !event.defaultPrevented) globalThis.leaks?.push(`${name} ${event instanceof KeyboardEvent ? event.key : ''}`);
      });
    }
  });
  await window.click({ selector: `${stage} [data-page]` }, { clickCount: 3 });
  for (const key of ['a', 'c', 'p', 's']) await window.press(`Control+${key}`);
  await window.evaluate(() => {
    for (const name of ['copy', 'dragstart', 'contextmenu']) document.querySelector('[data-viewer-stage] canvas')?.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
  });
  expect(await window.evaluate(() => ({ leaks: globalThis.leaks, selected: getSelection()?.toString() }))).toEqual({ leaks: [], selected: '' });
}, 60_000);

test('while another window has the focus the pages are blurred', async () => {
  const { window } = real;
  const blur = (): Promise<string> => window.evaluate(() => getComputedStyle(document.querySelector('[data-blurred] > *')!).filter);
  await window.evaluate(() => { dispatchEvent(new Event('blur')); });
  await window.waitFor({ text: '页面已模糊' });
  expect(await blur()).toBe('blur(14px)');
  await picture('blurred');
  await window.evaluate(() => { dispatchEvent(new Event('focus')); });
  await window.waitGone({ text: '页面已模糊' });
  expect(await blur()).toBe('none');
}, 60_000);

test('two materials lie side by side, scroll and grow together, and apart when they are let go', async () => {
  const { window } = real;
  await window.press('c');
  await window.waitUntil(() => document.querySelectorAll('[data-viewer-stage] [data-page][data-state=shown]').length === 2);
  await window.press('+');
  const scrollLeft = async (top: number): Promise<readonly number[]> =>
    window.evaluate(wanted => {
      const [left, right] = [...document.querySelectorAll('[data-viewer-stage]')];
      left!.scrollTop = wanted;
      return new Promise<readonly number[]>(done => {
        requestAnimationFrame(() => { requestAnimationFrame(() => { done([left!, right!].map(one => one.scrollTop / (one.scrollHeight - one.clientHeight))); }); });
      });
    }, top);
  const [left, right] = await scrollLeft(120);
  expect(left).toBeGreaterThan(0);
  // Scroll places are whole pixels.
  expect(Math.abs(left! - right!)).toBeLessThan(0.02);
  expect(await window.runAxe()).toEqual([]);
  await picture('compare');
  await window.press('l');
  expect((await scrollLeft(0))[1]).not.toBe(0);
  await window.press('Escape');
  await window.waitFor(shownPage(manyPages - 1));
}, 60_000);

test('a locked screen holds no picture, and gets them back for the same person', async () => {
  const { window } = real;
  expect(await heldPictures()).toBeGreaterThan(0);
  await window.click({ role: 'button', name: '锁定' });
  await window.waitFor({ label: '口令' });
  expect(await heldPictures()).toBe(0);
  await window.fill('口令', testPassword);
  await window.press('Enter');
  await window.waitFor(shownPage(manyPages - 1));
  // Later on pages that were asked for ahead are refused, as they should be.
  expect(window.consoleErrors()).toEqual([]);
}, 60_000);

/** Answers to heartbeats that said "open" since `act` was done: none may, so that the window knows within one beat. */
const heardOpenSince = async (act: () => Promise<unknown>): Promise<() => number> => {
  await act();
  const from = beats.length;
  return () => beats.slice(from).filter(state => state === 'open').length;
};

test('a withdrawal blanks the page with the next heartbeat and closes every picture that was ever decoded', async () => {
  const { window } = real;
  await window.waitFor(shownPage(manyPages - 1));
  const heardOpen = await heardOpenSince(() => server.call(office.approver.token, 'requests.withdraw', { id: requestId, reason: '人员变动' }));
  await window.waitFor({ text: '审批人已收回授权' });
  // One may have been under way; the next one is it.
  expect(heardOpen()).toBeLessThanOrEqual(1);
  expect(heartbeatSeconds).toBeLessThan(2);
  expect(await heldPictures()).toBe(0);
  expect(await window.evaluate(() => document.querySelectorAll('[data-viewer-stage], img[src*="/pages/"]').length)).toBe(0);
}, 60_000);

test('a reading whose time is over is blank with the next heartbeat, whatever the window thinks the time is', async () => {
  const { window } = real;
  // His sign-in at the window has ended the one with which the office began; read along this time.
  const id = await aGrant(server, { ...office, reader: office.second, second: office.reader });
  await window.click({ role: 'button', name: '我的申请' });
  await window.click({ role: 'button', name: '开始查阅' });
  await window.waitFor(shownPage(1));
  const heardOpen = await heardOpenSince(() => server.db.updateTable('viewSessions').set({ endsAt: new Date(Date.now() - 1000) }).where('requestId', '=', id).execute());
  await window.waitFor({ text: '批准的时间已到' });
  expect(heardOpen()).toBeLessThanOrEqual(1);
  expect(await heldPictures()).toBe(0);
}, 60_000);
