import { BrowserWindow, type Session } from 'electron';
import { windowOrigin, type HostEvents, type HostWindow } from '../app-host.ts';
import { eventChannel } from './bind-ipc.ts';

export type WindowParts = { readonly title: string; readonly preloadPath: string; readonly hasDevTools: boolean; readonly session: Session };
export type Tell = <Name extends keyof HostEvents>(name: Name, event: HostEvents[Name]) => void;

export const windowIdOf = (contentsId: number): string => `window-${String(contentsId)}`;

export function createWindow({ title, preloadPath, hasDevTools, session }: WindowParts): BrowserWindow {
  return new BrowserWindow({
    title,
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    webPreferences: {
      preload: preloadPath,
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      // Its dictionaries would come from the network.
      spellcheck: false,
      devTools: hasDevTools,
    },
  });
}

/** The window as the application knows it; tells what becomes of it. */
export function watchWindow(window: BrowserWindow, path: string, tell: Tell): HostWindow & { load(): Promise<void> } {
  const windowId = windowIdOf(window.webContents.id);
  let isHung = false;
  /** We end a hung page ourselves, which is no news to anybody. */
  let isEnding = false;

  window.once('ready-to-show', () => { window.show(); });
  window.webContents.on('did-finish-load', () => { tell('window-ready', { windowId }); });
  window.on('closed', () => { tell('window-closed', { windowId }); });
  window.on('unresponsive', () => {
    isHung = true;
    tell('window-crashed', { windowId });
  });
  window.on('responsive', () => { isHung = false; });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (!isEnding && reason !== 'clean-exit') tell('window-crashed', { windowId });
  });

  const load = (): Promise<void> => window.loadURL(`${windowOrigin}${path}`);
  return {
    id: windowId,
    load,
    emit: (name, payload) => {
      if (!window.isDestroyed()) window.webContents.send(eventChannel, JSON.stringify({ kind: 'event', name, payload }));
    },
    reload: async () => {
      // A page in an endless loop would hold up the new one.
      isEnding = isHung;
      if (isHung) window.webContents.forcefullyCrashRenderer();
      isHung = false;
      await load().finally(() => { isEnding = false; });
    },
    close: () => {
      if (!window.isDestroyed()) window.close();
      return Promise.resolve();
    },
  };
}
