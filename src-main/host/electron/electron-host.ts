import { EventEmitter } from 'node:events';
import { app, Menu, type BrowserWindow } from 'electron';
import { AppError } from '#shared/errors/app-error';
import type { AppHost, CallHandler, ServeHandler } from '../app-host.ts';
import { bindIpc } from './bind-ipc.ts';
import { createWindow, watchWindow, windowIdOf, type Tell } from './electron-window.ts';
import { guardAllContents } from './guard-contents.ts';
import { prepareSession } from './window-session.ts';

export type ElectronHostOptions = {
  /** The bundled preload.ts. */
  readonly preloadPath: string;
  /** Developer tools exist in unpackaged builds only. */
  readonly isPackaged?: boolean;
};

/** The window in Electron. To be called once, before Electron is ready; throws when the application is open already. */
export async function createElectronHost({ preloadPath, isPackaged = app.isPackaged }: ElectronHostOptions): Promise<AppHost> {
  if (!app.requestSingleInstanceLock()) throw new Error('DangLian is already open on this machine.');
  prepareEngine();
  await app.whenReady();
  Menu.setApplicationMenu(null); // its shortcuts would reload, zoom and open developer tools

  const events = new EventEmitter();
  const tell: Tell = (name, event) => { events.emit(name, event); };
  const windows = new Map<number, BrowserWindow>();
  let serve: ServeHandler = () => Promise.resolve(null);
  let handleCall: CallHandler = (name) => Promise.reject(new AppError('operation.unknown', { name }));
  const windowSession = prepareSession((request) => serve(request));
  bindIpc({
    findWindow: (contentsId) => (windows.has(contentsId) ? windowIdOf(contentsId) : undefined),
    call: (name, input, caller) => handleCall(name, input, caller),
    onDropped: (windowId, paths) => { tell('files-dropped', { windowId, paths }); },
  });
  app.on('second-instance', () => { focusFirst(windows); });

  return {
    kind: 'electron',
    capabilities: { blocksDevToolsHard: isPackaged, hasNoNetwork: false, isSandboxed: true, knowsDroppedPaths: true },
    serve: (handler) => { serve = handler; },
    handleCalls: (handler) => { handleCall = handler; },
    openWindow: async ({ path, title }) => {
      const window = createWindow({ title, preloadPath, hasDevTools: !isPackaged, session: windowSession });
      const contentsId = window.webContents.id;
      windows.set(contentsId, window);
      window.on('closed', () => windows.delete(contentsId));
      const hostWindow = watchWindow(window, path, tell);
      await hostWindow.load();
      return hostWindow;
    },
    on: (name, listener) => {
      events.on(name, listener);
      return () => { events.off(name, listener); };
    },
    quit: () => {
      for (const window of windows.values()) window.destroy();
      app.quit();
      return Promise.resolve();
    },
  };
}

/** Takes effect only before the engine is ready. */
function prepareEngine(): void {
  app.enableSandbox();
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('no-pings');
  guardAllContents();
  // When the application ends is the application's decision; without a listener Electron takes it.
  app.on('window-all-closed', () => undefined);
}

function focusFirst(windows: ReadonlyMap<number, BrowserWindow>): void {
  const [first] = windows.values();
  if (first?.isMinimized()) first.restore();
  first?.focus();
}
