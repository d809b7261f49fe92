import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import type { DesktopBridge } from '#shared/contract/desktop-api';
import { forwardDrops } from '../window-script/announce-drops.ts';
import { guardPage } from '../window-script/guard-page.ts';

// The names are repeated here: a sandboxed preload is one file, and the other end must not be bundled into it.
const callChannel = 'desktop:call';
const eventChannel = 'desktop:event';
const droppedChannel = 'desktop:dropped';

let lastId = 0;

contextBridge.exposeInMainWorld('desktop', {
  // `as`: invoke() and JSON.parse are typed any; what main answers is a Reply.
  call: async (name: string, input: unknown): Promise<unknown> =>
    JSON.parse((await ipcRenderer.invoke(callChannel, JSON.stringify({ kind: 'call', id: (lastId += 1), name, input }))) as string) as unknown,
  subscribe: (listener: (name: string, payload: unknown) => void) => {
    const forward = (_event: IpcRendererEvent, text: string): void => {
      const { name, payload } = JSON.parse(text) as { name: string; payload: unknown }; // `as`: only our own main process sends here
      listener(name, payload);
    };
    ipcRenderer.on(eventChannel, forward);
    return () => { ipcRenderer.off(eventChannel, forward); };
  },
} satisfies DesktopBridge);

forwardDrops(files => { ipcRenderer.send(droppedChannel, files.map(file => webUtils.getPathForFile(file))); });
contextBridge.executeInMainWorld({ func: guardPage });
