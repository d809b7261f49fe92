import type { BrowserKeeper } from './browser-keeper.ts';
import type { BrowserSession } from './browser-session.ts';
import type { HostWindows } from './host-windows.ts';
import type { CommandParams, PipeClient } from './pipe-client.ts';

/** For tests and benches that lead a window as a user would; no part of the application may use it. */
export type ChromiumDebug = {
  readonly pipe: () => PipeClient;
  /** Also the number of the browser's process group. */
  readonly browserProcessId: () => number;
  /** Sends a command of the DevTools Protocol to the page of a window. */
  send(windowId: string, method: string, params?: CommandParams): Promise<unknown>;
  /** Listens to the page of a window, until the page is another one. */
  on(windowId: string, method: string, listener: (params: unknown) => void): () => void;
};

export function createDebug(keeper: BrowserKeeper, windows: HostWindows): ChromiumDebug {
  const requireSession = (): BrowserSession => {
    const session = keeper.current();
    if (!session) throw new Error('the browser is not running');
    return session;
  };
  return {
    pipe: () => requireSession().browser.pipe,
    browserProcessId: () => requireSession().browser.processId,
    send: (windowId, method, params) => {
      const page = windows.findPage(windowId);
      return page ? page.send(method, params) : Promise.reject(new Error(`${windowId} is not open`));
    },
    on: (windowId, method, listener) =>
      requireSession().browser.pipe.on(method, (params, sessionId) => {
        if (sessionId === windows.findPage(windowId)?.target.sessionId) listener(params);
      }),
  };
}
