import { EventEmitter } from 'node:events';
import { AppError, toWire } from '#shared/errors/app-error';
import type { AppHost, CallHandler, HostEvents, ServeHandler } from '../app-host.ts';
import { createBrowserKeeper } from './browser-keeper.ts';
import { startSession, type SessionOptions } from './browser-session.ts';
import { createDebug, type ChromiumDebug } from './chromium-debug.ts';
import type { HostLog } from './host-log.ts';
import { createHostWindows, type HostWindows } from './host-windows.ts';
import { planLaunch, type LaunchOptions } from './launch-plan.ts';
import { preparePage } from './window-page.ts';

export type ChromiumHostOptions = LaunchOptions & {
  /** Folder in which the browser's folder is made; `XDG_RUNTIME_DIR` or the temporary folder if not told. */
  readonly profileParent?: string;
  readonly onLog?: HostLog;
};
export type ChromiumHost = AppHost & { readonly kind: 'chromium'; readonly debug: ChromiumDebug };

/** Starts the system's Chromium, proves that it is sandboxed, and waits for windows to be opened. Throws HostStartError. */
export async function createChromiumHost(options: ChromiumHostOptions = {}): Promise<ChromiumHost> {
  const plan = planLaunch(options);
  const log = options.onLog ?? (() => undefined);
  const events = new EventEmitter();
  const tell: Tell = (name, event) => { events.emit(name, event); };
  let serve: ServeHandler = () => Promise.resolve(null);
  let handleCall: CallHandler = (name) => Promise.reject(new AppError('operation.unknown', { name }));

  const windows = createHostWindows(async (session, { id, options: { path, title } }) =>
    preparePage({
      pipe: session.browser.pipe,
      target: await session.openPage(title),
      log,
      path,
      call: (name, input) => answerCall(() => handleCall(name, input, { windowId: id }), log),
      onReady: () => { tell('window-ready', { windowId: id }); },
      onDropped: (paths) => { tell('files-dropped', { windowId: id, paths }); },
      onHung: () => { tell('window-crashed', { windowId: id }); },
    }),
  );
  const keeper = createBrowserKeeper({
    start: () => startSession({ plan, profileParent: options.profileParent, serve: (request) => serve(request), log, ...watchTargets(windows, tell) }),
    isNeeded: () => windows.count() > 0,
    restore: (session) => windows.restore(session),
    onLost: (reason) => { tell('fatal', { reason }); },
    log,
  });
  await keeper.use();

  return {
    kind: 'chromium',
    capabilities: { blocksDevToolsHard: false, hasNoNetwork: plan.hasNoNetwork, isSandboxed: true, knowsDroppedPaths: true },
    serve: (handler) => { serve = handler; },
    handleCalls: (handler) => { handleCall = handler; },
    openWindow: async (windowOptions) => windows.open(await keeper.use(), windowOptions),
    on: (name, listener) => {
      events.on(name, listener);
      return () => { events.off(name, listener); };
    },
    quit: () => keeper.stop(),
    debug: createDebug(keeper, windows),
  };
}

type Tell = <Name extends keyof HostEvents>(name: Name, event: HostEvents[Name]) => void;

/** Translates what becomes of pages into what becomes of windows. */
function watchTargets(windows: HostWindows, tell: Tell): Pick<SessionOptions, 'onPageCrashed' | 'onPageClosed'> {
  return {
    onPageCrashed: (targetId) => {
      const windowId = windows.findByTarget(targetId);
      if (windowId !== undefined) tell('window-crashed', { windowId });
    },
    onPageClosed: (targetId) => {
      const windowId = windows.findByTarget(targetId);
      if (windowId === undefined) return;
      windows.forget(windowId);
      tell('window-closed', { windowId });
    },
  };
}

/** Handlers answer with a Reply; one that throws instead has a bug, which must not leave the page waiting. */
async function answerCall(call: () => ReturnType<CallHandler>, log: HostLog): ReturnType<CallHandler> {
  try {
    return await call();
  } catch (error) {
    log({ level: 'warn', event: 'call-handler-threw', detail: { error: error instanceof Error ? error.name : 'unknown' } });
    return { ok: false, error: toWire(error, () => 'host') };
  }
}
