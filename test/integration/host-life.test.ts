import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createChromiumHost, type ChromiumHostOptions } from '../../src-main/host/chromium/index.ts';
import { processesOfGroup } from '../../src-main/host/chromium/browser-process.ts';
import { rendererProcesses } from '../../src-main/host/chromium/sandbox-proof.ts';
import { openChromium, type ChromiumUnderTest } from '../support/chromium-page.ts';
import { pageHtml } from '../support/host-behaviour.ts';
import { eventually } from '../support/eventually.ts';

// Birth, accidents and end of the browser. On the system's Chromium.

const isRoot = process.getuid?.() === 0;
const opened: ChromiumUnderTest[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ host }) => host.quit()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function open(options: ChromiumHostOptions = {}): Promise<ChromiumUnderTest> {
  const chromium = await openChromium(options);
  opened.push(chromium);
  return chromium;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dlt-'));
  chmodSync(folder, 0o755); // the browser's own user must come through
  folders.push(folder);
  return folder;
}

/** A program in the place of the browser. */
function writeBinary(script: string): string {
  const path = join(makeFolder(), 'browser');
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

const status = (processId: number): string => readFileSync(`/proc/${String(processId)}/status`, 'utf8');
/** Every living process whose command line names this folder. */
const processesNaming = (folder: string): readonly string[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  });

describe('a running browser', () => {
  test('is sandboxed, has no network, and is an ordinary user with a folder of its own', async () => {
    const profileParent = makeFolder();
    if (isRoot) chmodSync(profileParent, 0o711);
    const { host, window, page } = await open({ profileParent });
    const browser = host.debug.browserProcessId();
    const renderers = await rendererProcesses(host.debug.pipe());
    for (const renderer of renderers) expect(status(renderer)).toMatch(/^NSpid:\s*\d+\s+\d+[^]*^Seccomp:\s*2$/m);
    expect(status(browser)).toMatch(isRoot ? /^Uid:\s*[1-9]/m : /^Uid:/m);
    expect(status(browser)).toMatch(isRoot ? /^Groups:\s*(6553\d\s*)?$/m : /^Groups:/m);
    const [profile] = readdirSync(profileParent);
    expect(statSync(join(profileParent, profile!)).mode & 0o777).toBe(0o700);
    expect(host.capabilities).toMatchObject({ isSandboxed: true, blocksDevToolsHard: false });
    if (host.capabilities.hasNoNetwork) expect(readlinkSync(`/proc/${String(browser)}/ns/net`)).not.toBe(readlinkSync('/proc/self/ns/net'));
    expect(window.id).toBe('window-1');
    const candidates = await page.evaluate(() => 'RTCPeerConnection' in globalThis);
    expect(candidates).toBe(false);
  });

  test('gets nothing of our environment that is not for a browser', async () => {
    process.env['DANGLIAN_SECRET_FOR_TEST'] = 'do-not-pass-on';
    const { host } = await open();
    delete process.env['DANGLIAN_SECRET_FOR_TEST'];
    expect(readFileSync(`/proc/${String(host.debug.browserProcessId())}/environ`, 'utf8')).not.toContain('do-not-pass-on');
  });

  test('opens no port', async () => {
    const { host } = await open();
    const sockets = (processId: number): string => readFileSync(`/proc/${String(processId)}/net/tcp`, 'utf8') + readFileSync(`/proc/${String(processId)}/net/tcp6`, 'utf8');
    if (host.capabilities.hasNoNetwork) expect(sockets(host.debug.browserProcessId())).not.toMatch(/ 0A /);
  });

  test('shows two windows, and closing one leaves the other', async () => {
    const { host, window, callFromPage } = await open();
    host.handleCalls((_name, _input, { windowId }) => Promise.resolve({ ok: true, value: windowId }));
    const second = await host.openWindow({ path: '/', title: 'Second' });
    const reply = await host.debug.send(second.id, 'Runtime.evaluate', { expression: `desktop.call('terminal.get', {})`, awaitPromise: true, returnByValue: true });
    expect(reply).toMatchObject({ result: { value: { ok: true, value: second.id } } });
    const closed = new Promise((resolve) => { host.on('window-closed', resolve); });
    await second.close();
    expect(await closed).toEqual({ windowId: second.id });
    expect(await callFromPage('terminal.get', {})).toEqual({ ok: true, value: window.id });
  });

  test('frees a page in an endless loop when it is loaded again', async () => {
    const { host, window, page } = await open();
    void page.evaluate(() => { for (;;); }).catch(() => undefined);
    await delay(200);
    const ready = new Promise((resolve) => { host.on('window-ready', resolve); });
    await window.reload();
    expect(await ready).toEqual({ windowId: window.id });
  });

  test('keeps a folder of a killed program no longer than to the next start', async () => {
    const profileParent = makeFolder();
    if (isRoot) chmodSync(profileParent, 0o711);
    const leftover = join(profileParent, 'danglian-window-4194305-abcdef'); // no process has this number
    mkdirSync(leftover);
    await open({ profileParent });
    expect(existsSync(leftover)).toBe(false);
  });
});

describe('an accident', () => {
  test('a killed browser comes back with its windows; killed again within a minute it is given up', async () => {
    const { host, window, callFromPage, heardByPage } = await open();
    host.handleCalls((_name, _input, { windowId }) => Promise.resolve({ ok: true, value: windowId }));
    const events: string[] = [];
    for (const name of ['window-closed', 'window-crashed', 'fatal'] as const) host.on(name, () => events.push(name));
    const ready = new Promise((resolve) => { host.on('window-ready', resolve); });
    process.kill(host.debug.browserProcessId(), 'SIGKILL');
    expect(await ready).toEqual({ windowId: window.id });
    expect(await callFromPage('terminal.get', {})).toEqual({ ok: true, value: window.id });
    window.emit('connection.changed', { isOnline: true });
    await eventually(heardByPage).toHaveLength(1);
    expect(events).toEqual([]);

    const fatal = new Promise((resolve) => { host.on('fatal', resolve); });
    process.kill(host.debug.browserProcessId(), 'SIGKILL');
    expect(await fatal).toEqual({ reason: 'The browser engine ended twice within a minute.' });
  });

  test('nothing that is under way when the browser dies harms this process', async () => {
    const { host, window, page, callFromPage } = await open();
    let answer: (() => void) | undefined;
    host.handleCalls(() => new Promise((resolve) => { answer = () => { resolve({ ok: true, value: 'late' }); }; }));
    const pending = [callFromPage('people.find', {}), page.evaluate(() => new Promise(() => undefined))];
    await eventually(() => answer).toBeDefined();
    const ready = new Promise((resolve) => { host.on('window-ready', resolve); });
    process.kill(host.debug.browserProcessId(), 'SIGKILL');
    window.emit('connection.changed', { isOnline: false });
    answer?.();
    expect((await Promise.allSettled(pending)).map(({ status: outcome }) => outcome)).toEqual(['rejected', 'rejected']);
    await ready;
  });
});

describe('the end', () => {
  test('no process and no folder is left', async () => {
    const profileParent = makeFolder();
    if (isRoot) chmodSync(profileParent, 0o711);
    const { host } = await open({ profileParent });
    const group = host.debug.browserProcessId();
    expect(processesOfGroup(group).length).toBeGreaterThan(1);
    await host.quit();
    expect(processesOfGroup(group)).toEqual([]);
    expect(readdirSync(profileParent)).toEqual([]);
    await eventually(() => processesNaming(profileParent)).toEqual([]);
  });

  test('a closed last window ends nothing but itself: another can be opened', async () => {
    const { host, window } = await open();
    const closed = new Promise((resolve) => { host.on('window-closed', resolve); });
    await window.close();
    await closed;
    const ready = new Promise((resolve) => { host.on('window-ready', resolve); });
    const again = await host.openWindow({ path: '/', title: 'Again' });
    expect(await ready).toEqual({ windowId: again.id });
  });
});

test('when this program is killed, the browser ends by itself', async () => {
  const module = new URL('../../src-main/host/chromium/index.ts', import.meta.url).href;
  const script = `const { createChromiumHost } = await import(${JSON.stringify(module)});
    const host = await createChromiumHost({ headless: true });
    console.log(host.debug.browserProcessId());
    setInterval(() => undefined, 1000);`;
  const program = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const group = await new Promise<number>((resolve) => program.stdout.once('data', (text: Buffer) => { resolve(Number(text.toString('utf8'))); }));
  expect(processesOfGroup(group).length).toBeGreaterThan(1);
  program.kill('SIGKILL');
  await eventually(() => processesOfGroup(group)).toEqual([]);
  const leftovers = (): readonly string[] => readdirSync(process.env['XDG_RUNTIME_DIR'] && !isRoot ? process.env['XDG_RUNTIME_DIR'] : tmpdir()).filter((name) => name.startsWith(`danglian-window-${String(program.pid)}-`));
  expect(leftovers()).toHaveLength(1); // nobody was left to wipe it: the next start does
  await open();
  expect(leftovers()).toEqual([]);
});

describe('a machine that cannot', () => {
  test('names what is missing', async () => {
    await expect(createChromiumHost({ headless: true, binary: '/nowhere/chromium' })).rejects.toMatchObject({ reason: 'binary-missing', message: /apt install chromium/ });
    await expect(createChromiumHost({ headless: true, binary: writeBinary('echo no such luck >&2; exit 3') })).rejects.toMatchObject({ reason: 'exited', message: /no such luck/ });
    if (isRoot) await expect(createChromiumHost({ headless: true, runAs: 'root' })).rejects.toMatchObject({ reason: 'no-ordinary-user' });
    if (isRoot) await expect(createChromiumHost({ headless: true, runAs: 'nobody-of-this-name' })).rejects.toMatchObject({ reason: 'no-ordinary-user', message: /useradd/ });
    await expect(createChromiumHost({ headless: true, profileParent: '/nowhere' })).rejects.toMatchObject({ reason: 'profile-unusable' });
    await expect(createChromiumHost({ headless: true, profileParent: `/tmp/${'x'.repeat(80)}` })).rejects.toMatchObject({ reason: 'profile-unusable', message: /too long/ });
  });

  test('says so when there is no display', async () => {
    const { DISPLAY, WAYLAND_DISPLAY } = process.env;
    delete process.env['DISPLAY'];
    delete process.env['WAYLAND_DISPLAY'];
    try {
      await expect(createChromiumHost()).rejects.toMatchObject({ reason: 'no-display', message: /xvfb-run/ });
    } finally {
      if (DISPLAY !== undefined) process.env['DISPLAY'] = DISPLAY;
      if (WAYLAND_DISPLAY !== undefined) process.env['WAYLAND_DISPLAY'] = WAYLAND_DISPLAY;
    }
  });

  test('is not waited for longer than told, names the policies, and leaves no process', async () => {
    const binary = writeBinary('exec sleep 4321');
    await expect(createChromiumHost({ headless: true, binary, startTimeoutMs: 400 })).rejects.toMatchObject({ reason: 'not-answering', message: /DeveloperToolsAvailability/ });
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain('sleep 4321');
  });

  test('shows nothing without the sandbox', async () => {
    const binary = writeBinary('exec /usr/lib/chromium/chromium --no-sandbox "$@"');
    await expect(createChromiumHost({ headless: true, binary })).rejects.toMatchObject({ reason: 'not-sandboxed', message: /chromium-sandbox/ });
  });
});

test('an answer that comes too late for its page is dropped', async () => {
  const { host, window, page } = await open();
  let finish: (() => void) | undefined;
  host.serve(({ path }) =>
    path === '/' ? Promise.resolve({ status: 200, headers: { 'Content-Type': 'text/html' }, body: Buffer.from(pageHtml) })
    : new Promise((resolve) => { finish = () => { resolve({ status: 200, headers: {}, body: Buffer.alloc(100_000) }); }; }),
  );
  await page.evaluate(() => { void fetch('/slow').catch(() => undefined); });
  await eventually(() => finish).toBeDefined();
  await window.reload();
  finish?.();
  await delay(100);
  expect(z.object({ product: z.string() }).parse(await host.debug.pipe().send('Browser.getVersion')).product).toMatch(/Chrome/);
});
