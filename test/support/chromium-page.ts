import { setTimeout as delay } from 'node:timers/promises';
import { createChromiumHost, type ChromiumHost, type ChromiumHostOptions, type HostLogEntry } from '../../src-main/host/chromium/index.ts';
import type { HostWindow, ServeHandler } from '../../src-main/host/app-host.ts';
import { rendererProcesses } from '../../src-main/host/chromium/sandbox-proof.ts';
import { servePage, type HostUnderTest } from './host-behaviour.ts';
import { openPageSession, type PageSession } from './window-driver/page-session.ts';

export type ChromiumUnderTest = HostUnderTest & {
  readonly host: ChromiumHost;
  readonly page: PageSession;
  /** What the host noted while it ran. */
  readonly log: readonly HostLogEntry[];
};

type Desktop = { call(name: string, input: unknown): Promise<unknown> };
declare global {
  interface Window { // an interface, to merge with the DOM's own
    heard?: readonly unknown[];
  }
}

/** The real host on the system's Chromium, with one window open and painted. */
export async function openChromium(options: ChromiumHostOptions & { readonly serve?: ServeHandler } = {}): Promise<ChromiumUnderTest> {
  const log: HostLogEntry[] = [];
  const host = await createChromiumHost({ headless: true, ...options, onLog: (entry) => log.push(entry) });
  host.serve(options.serve ?? servePage);
  const ready = new Promise<void>((resolve) => { host.on('window-ready', () => { resolve(); }); });
  const window = await host.openWindow({ path: '/', title: 'Test' });
  await ready;
  const page = openPageSession(host, window);
  return { host, window, page, log, ...pageActs(host, window, page) };
}

type PageActs = Omit<HostUnderTest, 'host' | 'window'>;

function pageActs(host: ChromiumHost, window: HostWindow, page: PageSession): PageActs {
  return {
    callFromPage: (name, input) =>
      // `as`: the page of this test has the door.
      page.evaluate((callName, callInput) => (globalThis as unknown as { desktop: Desktop }).desktop.call(callName, callInput), name, input),
    isFrameAnswered: (name) =>
      page.evaluate(async (callName) => {
        const frame = document.createElement('iframe');
        frame.srcdoc = '<p>frame</p>';
        const loaded = new Promise((resolve) => { frame.onload = resolve; });
        document.body.append(frame);
        await loaded;
        // `as`: looks for what must not be there.
        const inner = frame.contentWindow as unknown as { desktop?: Desktop } | null;
        if (!inner?.desktop) return false;
        await inner.desktop.call(callName, {});
        return true;
      }, name),
    heardByPage: () => page.evaluate(() => globalThis.window.heard ?? []),
    fetchFromPage: (address) =>
      page.evaluate(async (url) => {
        try {
          const response = await fetch(url);
          return { status: response.status, text: await response.text() };
        } catch {
          return 'blocked' as const;
        }
      }, address),
    leavePage: async (address) => {
      await page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
      }, address);
      await delay(300);
      return page.evaluate(() => location.href);
    },
    openWindowFromPage: (address) => page.evaluate((url) => open(url), address),
    killPage: async () => {
      for (const processId of await rendererProcesses(host.debug.pipe())) process.kill(processId, 'SIGKILL');
    },
    closeAsUser: () => window.close(),
  };
}
