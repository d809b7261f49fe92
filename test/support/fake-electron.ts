import { EventEmitter } from 'node:events';

/**
 * A stand-in for the few parts of Electron's API that our host touches, for machines without its binary. It shows that our
 * glue passes the right things to the right places; it says nothing about what the real Electron does with them.
 */
export const windowAddress = 'https://app.invalid';

type Cancel = { readonly cancel: boolean };
type Filter = (details: { readonly url: string }, callback: (answer: Cancel) => void) => void;
type IpcHandler = (event: unknown, ...args: readonly unknown[]) => unknown;

class FakeApp extends EventEmitter {
  isPackaged = true;
  isSandboxEnabled = false;
  hasQuit = false;
  isLockTaken = false;
  readonly switches: string[] = [];
  readonly commandLine = { appendSwitch: (name: string): void => { this.switches.push(name); } };
  requestSingleInstanceLock(): boolean { return !this.isLockTaken; }
  enableSandbox(): void { this.isSandboxEnabled = true; }
  whenReady(): Promise<void> { return Promise.resolve(); }
  quit(): void { this.hasQuit = true; }
}

class FakeSession extends EventEmitter {
  answer: ((request: Request) => Promise<Response>) | undefined;
  filter: Filter | undefined;
  permissionRequest: ((contents: unknown, permission: string, callback: (isGranted: boolean) => void) => void) | undefined;
  permissionCheck: (() => boolean) | undefined;
  devicePermission: (() => boolean) | undefined;
  readonly protocol = { handle: (_scheme: string, answer: (request: Request) => Promise<Response>): void => { this.answer = answer; } };
  readonly webRequest = { onBeforeRequest: (filter: Filter): void => { this.filter = filter; } };
  setPermissionRequestHandler(handler: NonNullable<FakeSession['permissionRequest']>): void { this.permissionRequest = handler; }
  setPermissionCheckHandler(handler: () => boolean): void { this.permissionCheck = handler; }
  setDevicePermissionHandler(handler: () => boolean): void { this.devicePermission = handler; }

  /** As the page's network would: filtered first, then answered by the handler of the scheme. */
  async request(address: string): Promise<Response | undefined> {
    const url = new URL(address, `${windowAddress}/`);
    const answers: Cancel[] = [];
    this.filter?.({ url: url.href }, (answer) => answers.push(answer));
    if (answers.some(({ cancel }) => cancel) || url.protocol !== 'https:') return undefined;
    const response = await this.answer?.(new Request(url));
    return response?.type === 'error' ? undefined : response;
  }
}

class FakeContents extends EventEmitter {
  static last = 0;
  readonly id = (FakeContents.last += 1);
  address = '';
  hasCrashed = false;
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: NonNullable<FakeContents['openHandler']>): void { this.openHandler = handler; }
  setWebRTCIPHandlingPolicy(): void { /* nothing to see here */ }
  send(channel: string, ...args: readonly unknown[]): void { if (!this.hasCrashed) ipcRenderer.emit(channel, {}, ...args); }
  isCrashed(): boolean { return this.hasCrashed; }
  forcefullyCrashRenderer(): void { this.crash('killed'); }
  crash(reason: string): void {
    this.hasCrashed = true;
    this.emit('render-process-gone', {}, { reason });
  }
}

export type WindowOptions = { readonly webPreferences: Readonly<Record<string, unknown>> & { readonly session: FakeSession } };

class FakeWindow extends EventEmitter {
  static readonly all: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  isGone = false;
  isShown = false;
  readonly options: WindowOptions;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(address: string): Promise<void> {
    const response = await this.options.webPreferences.session.request(address);
    if (!response) throw new Error('ERR_FAILED');
    this.webContents.address = address;
    this.webContents.hasCrashed = false;
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
  }
  show(): void { this.isShown = true; }
  focus(): void { this.emit('focus'); }
  restore(): void { this.emit('restore'); }
  isMinimized(): boolean { return false; }
  isDestroyed(): boolean { return this.isGone; }
  close(): void { this.destroy(); }
  destroy(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.emit('closed');
  }
}

const sessions = new Map<string, FakeSession>();
const handlers = new Map<string, IpcHandler>();
const exposed: Record<string, unknown> = {};
const mainWorldScripts: unknown[] = [];

export type SenderFrame = { readonly origin: string; readonly parent: unknown } | null;

/** As after a fresh start of the machine. */
export function resetFakeElectron(): void {
  app.removeAllListeners();
  app.isLockTaken = false;
  ipcRenderer.removeAllListeners();
  told.removeAllListeners();
  sessions.clear();
  handlers.clear();
}

/** The other end of the wire: what a page's frame can send. */
export function invokeFrom(senderFrame: SenderFrame, channel: string, ...args: readonly unknown[]): Promise<unknown> {
  const sender = FakeWindow.all.at(-1)?.webContents;
  return Promise.resolve(handlers.get(channel)?.({ sender, senderFrame }, ...args));
}

/** What a page's frame sends without waiting for an answer. */
export function tellFrom(senderFrame: SenderFrame, channel: string, ...args: readonly unknown[]): void {
  told.emit(channel, { sender: FakeWindow.all.at(-1)?.webContents, senderFrame }, ...args);
}

export const app = new FakeApp();
export const fake = { app, windows: FakeWindow.all, sessions, exposed, mainWorldScripts };
export const BrowserWindow = FakeWindow;
export const Menu = { setApplicationMenu: (): void => undefined };
export const session = {
  fromPartition: (name: string): FakeSession => {
    const known = sessions.get(name) ?? new FakeSession();
    sessions.set(name, known);
    return known;
  },
};
const told = new EventEmitter();
export const ipcMain = {
  handle: (channel: string, handler: IpcHandler): void => { handlers.set(channel, handler); },
  on: (channel: string, listener: (event: unknown, ...args: readonly unknown[]) => void): void => { told.on(channel, listener); },
};
class FakeIpcRenderer extends EventEmitter {
  invoke(channel: string, ...args: readonly unknown[]): Promise<unknown> {
    return invokeFrom({ origin: windowAddress, parent: null }, channel, ...args);
  }
  send(channel: string, ...args: readonly unknown[]): void { tellFrom({ origin: windowAddress, parent: null }, channel, ...args); }
}
export const ipcRenderer = new FakeIpcRenderer();
/** Of a file that came from the disk, as the engine would know it; the fake takes a member of the file. */
export const webUtils = { getPathForFile: (file: object): string => ('pathOnDisk' in file ? String(file.pathOnDisk) : '') };
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown): void => { exposed[name] = value; },
  executeInMainWorld: ({ func }: { readonly func: unknown }): void => { mainWorldScripts.push(func); },
};
