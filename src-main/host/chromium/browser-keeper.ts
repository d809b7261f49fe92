import type { BrowserSession } from './browser-session.ts';
import type { HostLog } from './host-log.ts';

export type KeeperOptions = {
  start(): Promise<BrowserSession>;
  /** Whether somebody still looks at a window: then an end of the browser is an accident. */
  isNeeded(): boolean;
  /** The browser is back after an accident; its windows are not. */
  restore(session: BrowserSession): Promise<void>;
  onLost(reason: string): void;
  readonly log: HostLog;
};

/** Keeps one browser alive: starts it when it is asked for and brings it back after an accident. */
export type BrowserKeeper = {
  /** Starts the browser if none is running. */
  use(): Promise<BrowserSession>;
  current(): BrowserSession | undefined;
  stop(): Promise<void>;
};

/** A browser that dies again this soon after it was brought back is not brought back a second time. */
const calmMs = 60_000;

export function createBrowserKeeper(options: KeeperOptions): BrowserKeeper {
  let session: BrowserSession | undefined;
  let starting: Promise<BrowserSession> | undefined;
  let restartedAt = -Infinity;
  let isStopped = false;

  const start = async (): Promise<BrowserSession> => {
    const started = await options.start();
    session = started;
    void started.browser.exited.then(() => { onExit(started); });
    if (isStopped) await started.stop();
    return started;
  };

  const onExit = (ended: BrowserSession): void => {
    if (session === ended) session = undefined;
    if (isStopped || !options.isNeeded()) return;
    options.log({ level: 'warn', event: 'browser-died' });
    if (performance.now() - restartedAt < calmMs) {
      options.onLost('The browser engine ended twice within a minute.');
      return;
    }
    restartedAt = performance.now();
    use().then((fresh) => options.restore(fresh)).catch((error: unknown) => {
      if (!isStopped) options.onLost(error instanceof Error ? error.message : String(error));
    });
  };

  const use = (): Promise<BrowserSession> => {
    if (session) return Promise.resolve(session);
    starting ??= start().finally(() => { starting = undefined; });
    return starting;
  };

  return {
    use,
    current: () => session,
    stop: async () => {
      isStopped = true;
      await starting?.catch(() => undefined);
      await session?.stop();
    },
  };
}
