import type { AppHost, HostWindow } from '../host/app-host.ts';
import type { Log } from './log.ts';

/** A page that dies again and again would only flicker. */
const reloadLimit = { count: 3, withinMs: 60_000 };

export type WindowKeeper = {
  readonly windows: Map<string, HostWindow>;
  /** Settles when the last window is closed or the engine is gone. */
  readonly finished: Promise<void>;
};

/** Loads a dead page again, and knows when nobody looks any more. */
export function keepWindows(host: AppHost, log: Log): WindowKeeper {
  const windows = new Map<string, HostWindow>();
  let crashes: number[] = [];
  const finished = new Promise<void>(resolve => {
    const forget = (windowId: string): void => {
      if (windows.delete(windowId) && windows.size === 0) resolve();
    };
    host.on('window-closed', ({ windowId }) => {
      forget(windowId);
    });
    host.on('window-crashed', ({ windowId }) => {
      const now = Date.now();
      crashes = [...crashes.filter(at => now - at < reloadLimit.withinMs), now];
      log.warn('window crashed', { windowId, recently: crashes.length });
      const window = windows.get(windowId);
      if (crashes.length > reloadLimit.count) {
        forget(windowId);
        return;
      }
      window?.reload().catch((error: unknown) => {
        log.error('window could not be loaded again', { windowId, error: error instanceof Error ? error.name : 'unknown' });
        forget(windowId);
      });
    });
    host.on('fatal', ({ reason }) => {
      log.error('window engine lost', { reason });
      resolve();
    });
  });
  return { windows, finished };
}
