import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { startTerminal, type TerminalOptions } from '../../src-main/app/start-terminal.ts';
import { createChromiumHost } from '../../src-main/host/chromium/chromium-host.ts';
import { testPassword } from './builders.ts';
import type { ListeningServer } from './tls-server.ts';
import { openDriver, type WindowDriver } from './window-driver.ts';

const renderer = resolve(import.meta.dirname, '../../src-renderer');

/**
 * The product's own window as it is shipped, built from the sources into a folder of its own. Told that this is a test, React runs every
 * effect twice and Ant Design gives all its layers one id, so that Escape closes none above which another was.
 */
export async function buildWindow(): Promise<{ readonly directory: string; readonly remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'danglian-window-'));
  const { NODE_ENV = 'test' } = process.env;
  process.env.NODE_ENV = 'production';
  await build({ root: renderer, configFile: join(renderer, 'vite.config.ts'), logLevel: 'error', build: { outDir: directory, emptyOutDir: true } }).finally(() => { process.env.NODE_ENV = NODE_ENV; });
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

export type RealWindow = { readonly window: WindowDriver; readonly close: () => Promise<void> };

type WindowOptions = Partial<Pick<TerminalOptions, 'keyModule' | 'deviceEnvironment' | 'deviceHostEntry'>> & { /** Of which edition; the archive's when left out. */ readonly start?: typeof startTerminal };

/** A terminal with a real Chromium window on a test server. */
export async function openRealWindow(listening: ListeningServer, rendererDirectory: string, { start = startTerminal, ...devices }: WindowOptions = {}): Promise<RealWindow> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-terminal-'));
  const host = await createChromiumHost({ headless: true });
  const opened = new Promise<WindowDriver>((resolveWindow, reject) => {
    const open = host.openWindow.bind(host);
    host.openWindow = async options => {
      const window = await open(options);
      openDriver(host, window).then(resolveWindow, reject);
      return window;
    };
  });
  const { serverUrl, caCertificatePem } = listening;
  const terminal = await start({ host, dataDirectory, serverUrl, caCertificatePem, terminalName: '测试终端', enrolmentCode: await listening.createCode(), rendererDirectory, version: '0.0.0', ...devices });
  const window = await opened;
  await window.setViewport(1366, 768);
  return {
    window,
    close: async () => {
      await terminal.close();
      await host.quit();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

export async function signInAt(window: WindowDriver, loginName: string): Promise<void> {
  await window.fill('用户名', loginName, { timeoutMs: 60_000 });
  await window.fill('口令', testPassword);
  await window.press('Enter');
  await window.waitFor({ role: 'button', name: '退出登录' }, { timeoutMs: 30_000 });
}

/** Whoever is signed in makes room for somebody else. */
export async function changeTo(window: WindowDriver, loginName: string): Promise<void> {
  await window.click({ role: 'button', name: '退出登录' });
  await signInAt(window, loginName);
}
