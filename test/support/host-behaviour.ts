import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { AppHost, HostWindow, ServeHandler } from '../../src-main/host/app-host.ts';
import { eventually } from './eventually.ts';

/** A host with one window open, and what its page can do. */
export type HostUnderTest = {
  readonly host: AppHost;
  readonly window: HostWindow;
  /** Calls through `window.desktop`, as the page. */
  readonly callFromPage: (name: string, input: unknown) => Promise<unknown>;
  /** Sends the same call from an embedded frame; tells whether anything answered. */
  readonly isFrameAnswered: (name: string) => Promise<boolean>;
  /** What the page has heard through `window.desktop.subscribe` since it was loaded. */
  readonly heardByPage: () => Promise<readonly unknown[]>;
  readonly fetchFromPage: (address: string) => Promise<{ readonly status: number; readonly text: string } | 'blocked'>;
  /** Lets the page try to go elsewhere; tells where it is afterwards. */
  readonly leavePage: (address: string) => Promise<string>;
  /** `null` when no window came of it. */
  readonly openWindowFromPage: (address: string) => Promise<unknown>;
  /** Ends the page's process as an accident would. */
  readonly killPage: () => Promise<void>;
  readonly closeAsUser: () => Promise<void>;
};

export const pageHtml = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><h1>Test</h1><script src="/page.js"></script></html>`;
const pageScript = `window.heard = []; window.desktop.subscribe((name, payload) => window.heard.push({ name, payload }));`;

export const servePage: ServeHandler = ({ path, query }) => {
  const answer = (type: string, text: string, status = 200) => Promise.resolve({ status, headers: { 'Content-Type': type }, body: Buffer.from(text) });
  if (path === '/') return answer('text/html', pageHtml);
  if (path === '/page.js') return answer('text/javascript', pageScript);
  if (path === '/echo') return answer('text/plain', query.get('text') ?? '', 203);
  return Promise.resolve(null);
};

/** What the application may rely on with either host; each sentence runs on both. */
export function testHostBehaviour(open: () => HostUnderTest): void {
  test('a call of the page reaches the handler with its window, and the reply comes back as JSON', async () => {
    const { host, window, callFromPage } = open();
    host.handleCalls((name, input, caller) => Promise.resolve({ ok: true, value: { name, input, caller } }));
    const reply = await callFromPage('people.find', { name: '王小明', tags: ['a', null, 1.5], nothing: undefined });
    expect(reply).toEqual({ ok: true, value: { name: 'people.find', input: { name: '王小明', tags: ['a', null, 1.5] }, caller: { windowId: window.id } } });
  });

  test('a handler that throws leaves nobody waiting: the page gets a coded failure without the message', async () => {
    const { host, callFromPage } = open();
    host.handleCalls(() => Promise.reject(new Error('secret detail')));
    const reply = await callFromPage('people.find', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
  });

  test('a call of more than 8 MB is refused with a code and never reaches the handler', async () => {
    const { host, callFromPage } = open();
    host.handleCalls(() => Promise.resolve({ ok: true, value: 'taken' }));
    expect(await callFromPage('drafts.setRow', 'x'.repeat(9_000_000))).toMatchObject({ ok: false, error: { code: 'input.too-large' } });
  });

  test('an embedded frame has no door', async () => {
    const { host, isFrameAnswered } = open();
    let calls = 0;
    host.handleCalls(() => { calls += 1; return Promise.resolve({ ok: true, value: null }); });
    expect(await isFrameAnswered('people.find')).toBe(false);
    expect(calls).toBe(0);
  });

  test('events reach the page in order', async () => {
    const { window, heardByPage } = open();
    for (let page = 1; page <= 3; page += 1) window.emit('scan.page-completed', { page });
    await eventually(heardByPage).toEqual([1, 2, 3].map((page) => ({ name: 'scan.page-completed', payload: { page } })));
  });

  test('the page gets what the handler serves, with its status; the rest of its own origin is blocked', async () => {
    const { fetchFromPage } = open();
    expect(await fetchFromPage('/echo?text=%E6%A1%A3')).toEqual({ status: 203, text: '档' });
    expect(await fetchFromPage('/etc/passwd')).toBe('blocked');
  });

  test.each(['https://example.com/', 'http://app.invalid/', 'https://app.invalid:444/', 'http://127.0.0.1:22/', 'file:///etc/passwd'])('%s is blocked', async (address) => {
    expect(await open().fetchFromPage(address)).toBe('blocked');
  });

  test.each(['https://example.com/', 'file:///etc/passwd', 'chrome://version/'])('the page cannot be led away to %s', async (address) => {
    expect(await open().leavePage(address)).toBe('https://app.invalid/');
  });

  test('the page cannot open a window', async () => {
    expect(await open().openWindowFromPage('https://app.invalid/')).toBeNull();
  });

  test('a page whose process dies is reported, and works again after reload', async () => {
    const { host, window, killPage, callFromPage } = open();
    host.handleCalls(() => Promise.resolve({ ok: true, value: 'here' }));
    const crashed = new Promise((resolve) => { host.on('window-crashed', resolve); });
    await killPage();
    expect(await crashed).toEqual({ windowId: window.id });
    window.emit('connection.changed', { isOnline: true }); // nobody hears it, and nothing breaks
    const ready = new Promise((resolve) => { host.on('window-ready', resolve); });
    await window.reload();
    expect(await ready).toEqual({ windowId: window.id });
    expect(await callFromPage('terminal.get', {})).toEqual({ ok: true, value: 'here' });
  });

  test('a closed window is reported, and what is sent to it afterwards is lost without harm', async () => {
    const { host, window, closeAsUser } = open();
    const closed = new Promise((resolve) => { host.on('window-closed', resolve); });
    await closeAsUser();
    expect(await closed).toEqual({ windowId: window.id });
    window.emit('connection.changed', { isOnline: true });
    await window.close();
    await delay(50);
  });

  test('after quitting, quitting again is no error', async () => {
    const { host } = open();
    await host.quit();
    await host.quit();
  });
}
