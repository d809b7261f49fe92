import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DesktopBridge } from '../../src-shared/contract/desktop-api.ts';
import { createElectronHost } from '../../src-main/host/electron/index.ts';
import { fake, invokeFrom, resetFakeElectron, tellFrom, windowAddress } from '../support/fake-electron.ts';
import { servePage, testHostBehaviour, type HostUnderTest } from '../support/host-behaviour.ts';

// This tests OUR GLUE against a fake of Electron's API, because no Electron binary can be fetched on every machine. It does
// not test Electron: that the real one keeps its promises (sandbox, isolation, interception) is seen only by running it.
vi.mock('electron', () => import('../support/fake-electron.ts'));

let current: HostUnderTest;
/** What the preload listens to in the page. */
const pageListeners = new Map<string, (event: unknown) => void>();

beforeEach(async () => {
  resetFakeElectron();
  const host = await createElectronHost({ preloadPath: '/somewhere/preload.cjs' });
  host.serve(servePage);
  const window = await host.openWindow({ path: '/', title: 'Test' });
  vi.resetModules();
  vi.stubGlobal('addEventListener', (name: string, listener: (event: unknown) => void) => { pageListeners.set(name, listener); });
  await import('../../src-main/host/electron/preload.ts');
  const desktop = fake.exposed['desktop'] as DesktopBridge; // `as`: what the preload has just exposed
  const heard: unknown[] = [];
  desktop.subscribe((name, payload) => heard.push({ name, payload }));
  current = { host, window, heardByPage: () => Promise.resolve(heard), callFromPage: (name, input) => desktop.call(name, input), ...pageActs() };
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await current.host.quit();
});

const lastWindow = () => fake.windows.at(-1)!;

function pageActs(): Omit<HostUnderTest, 'host' | 'window' | 'heardByPage' | 'callFromPage'> {
  return {
    isFrameAnswered: async (name) => {
      const text = JSON.stringify({ kind: 'call', id: 1, name, input: {} });
      const frames = [{ origin: windowAddress, parent: {} }, { origin: 'https://example.com', parent: null }, { origin: 'null', parent: null }, null];
      const results = await Promise.allSettled(frames.map((frame) => invokeFrom(frame, 'desktop:call', text)));
      return results.some((result) => result.status === 'fulfilled');
    },
    fetchFromPage: async (address) => {
      const response = await lastWindow().options.webPreferences.session.request(address);
      return response ? { status: response.status, text: await response.text() } : 'blocked';
    },
    leavePage: (address) => {
      const { webContents } = lastWindow();
      const tries = ['will-navigate', 'will-frame-navigate', 'will-redirect'];
      let prevented = 0;
      for (const name of tries) webContents.emit(name, { url: address, preventDefault: () => { prevented += 1; } });
      return Promise.resolve(prevented === tries.length ? webContents.address : address);
    },
    openWindowFromPage: (address) => Promise.resolve(lastWindow().webContents.openHandler?.({ url: address }).action === 'deny' ? null : 'opened'),
    killPage: () => {
      lastWindow().webContents.crash('crashed');
      return Promise.resolve();
    },
    closeAsUser: () => {
      lastWindow().close();
      return Promise.resolve();
    },
  };
}

testHostBehaviour(() => current);

describe('what our glue tells Electron', () => {
  test('the window gets no Node, its own world, the sandbox, and no developer tools when packaged', () => {
    expect(lastWindow().options.webPreferences).toMatchObject({
      nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false, contextIsolation: true, sandbox: true,
      webSecurity: true, webviewTag: false, spellcheck: false, devTools: false, preload: '/somewhere/preload.cjs',
    });
    expect(fake.app.isSandboxEnabled).toBe(true);
    expect(current.host.capabilities).toEqual({ blocksDevToolsHard: true, hasNoNetwork: false, isSandboxed: true, knowsDroppedPaths: true });
  });

  test('the session lives in memory and grants no permission, no device and no download', () => {
    const windowSession = fake.sessions.get('danglian-window')!; // its name does not begin with "persist:"
    let isGranted: boolean | undefined;
    windowSession.permissionRequest?.({}, 'clipboard-read', (granted) => { isGranted = granted; });
    expect([isGranted, windowSession.permissionCheck?.(), windowSession.devicePermission?.()]).toEqual([false, false, false]);
    let isPrevented = false;
    windowSession.emit('will-download', { preventDefault: () => { isPrevented = true; } });
    expect(isPrevented).toBe(true);
  });

  test('anything but a call of our own shape is refused with a code', async () => {
    const own = { origin: windowAddress, parent: null };
    for (const text of [undefined, 7, '', '{', '{}', '[]', '{"kind":"ready"}', '{"kind":"call","id":-1,"name":"x"}', '{"kind":"call","id":1,"name":"x","more":1}']) {
      expect(JSON.parse(String(await invokeFrom(own, 'desktop:call', text)))).toMatchObject({ ok: false, error: { code: 'input.invalid' } });
    }
  });

  test('a hung page is reported once, ended and loaded again', async () => {
    const crashes: unknown[] = [];
    current.host.on('window-crashed', (event) => crashes.push(event));
    lastWindow().emit('unresponsive');
    await current.window.reload();
    expect(crashes).toEqual([{ windowId: current.window.id }]);
    expect(lastWindow().webContents.hasCrashed).toBe(false);
  });

  test('a second start is refused and brings the first window to the front', async () => {
    let isFocused = false;
    lastWindow().on('focus', () => { isFocused = true; });
    fake.app.emit('second-instance');
    expect(isFocused).toBe(true);
    fake.app.isLockTaken = true;
    await expect(createElectronHost({ preloadPath: '' })).rejects.toThrow('already open');
  });

  test('dropped files come as the paths that the engine knows; made-up ones, and what another frame tells, do not', () => {
    const heard: unknown[] = [];
    current.host.on('files-dropped', (event) => heard.push(event));
    // No event that Node makes is trusted: the preload's own listener gets one that a person's would look like.
    const drop = (isTrusted: boolean, files: readonly object[]): void => { pageListeners.get('drop')?.({ isTrusted, dataTransfer: { files } }); };
    drop(false, [{ pathOnDisk: '/media/disc/made-up' }]);
    tellFrom({ origin: 'https://example.com', parent: null }, 'desktop:dropped', ['/etc/passwd']);
    tellFrom(null, 'desktop:dropped', ['/etc/passwd']);
    tellFrom({ origin: windowAddress, parent: null }, 'desktop:dropped', 'no list');
    expect(heard).toEqual([]);
    drop(true, [{ pathOnDisk: '/media/disc/张三' }, { name: 'made up' }]);
    expect(heard).toEqual([{ windowId: current.window.id, paths: ['/media/disc/张三'] }]);
  });

  test('the guard of the page runs in the page itself', () => {
    expect(fake.mainWorldScripts.length).toBeGreaterThan(0);
  });
});
