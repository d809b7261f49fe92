import type { HostWindow } from '../app-host.ts';
import type { BrowserSession } from './browser-session.ts';
import type { WindowPage } from './window-page.ts';

export type WindowOptions = { readonly path: string; readonly title: string };
/** A window outlives its page: after an accident of the browser it gets a new one. */
type WindowEntry = { readonly id: string; readonly options: WindowOptions; page: WindowPage };

/** Prepares a fresh page of the browser to be this window. */
export type PageMaker = (session: BrowserSession, window: { readonly id: string; readonly options: WindowOptions }) => Promise<WindowPage>;

/** The windows that are open, found by their id or by the page of the browser that they show. */
export type HostWindows = {
  open(session: BrowserSession, options: WindowOptions): Promise<HostWindow>;
  /** Shows every window again, in a new browser. */
  restore(session: BrowserSession): Promise<void>;
  findByTarget(targetId: string): string | undefined;
  findPage(windowId: string): WindowPage | undefined;
  /** Forgets a window that is gone. */
  forget(windowId: string): void;
  readonly count: () => number;
};

export function createHostWindows(makePage: PageMaker): HostWindows {
  const entries = new Map<string, WindowEntry>();
  let lastNumber = 0;

  return {
    open: async (session, options) => {
      const id = `window-${String((lastNumber += 1))}`;
      const page = await makePage(session, { id, options });
      const entry: WindowEntry = { id, options, page };
      entries.set(id, entry);
      await page.load();
      return {
        id,
        emit: (name, payload) => { entry.page.emit(name, payload); },
        reload: () => entry.page.load(),
        close: async () => {
          if (entries.has(id)) await entry.page.close();
        },
      };
    },
    restore: async (session) => {
      for (const entry of entries.values()) {
        entry.page.dispose();
        entry.page = await makePage(session, entry);
        await entry.page.load();
      }
    },
    findByTarget: (targetId) => [...entries.values()].find((entry) => entry.page.target.targetId === targetId)?.id,
    findPage: (windowId) => entries.get(windowId)?.page,
    forget: (windowId) => {
      entries.get(windowId)?.page.dispose();
      entries.delete(windowId);
    },
    count: () => entries.size,
  };
}
