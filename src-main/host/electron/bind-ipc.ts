import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { AppError, toWire } from '#shared/errors/app-error';
import type { Reply } from '#shared/contract/operation';
import { windowOrigin, type CallHandler } from '../app-host.ts';
import { pathsOf } from '../dropped-paths.ts';
import { parsePageMessage } from '../page-messages.ts';

export const callChannel = 'desktop:call';
export const eventChannel = 'desktop:event';
export const droppedChannel = 'desktop:dropped';

export type IpcOptions = {
  /** The window whose own page this is; `undefined` for any other web contents. */
  readonly findWindow: (contentsId: number) => string | undefined;
  readonly call: CallHandler;
  readonly onDropped: (windowId: string, paths: readonly string[]) => void;
};

/** Answers the door's one channel. Messages are JSON text, as on the other host, so that both carry the same values. */
export function bindIpc({ findWindow, call, onDropped }: IpcOptions): void {
  ipcMain.on(droppedChannel, (event, told: unknown) => {
    const windowId = isOwnPage(event) ? findWindow(event.sender.id) : undefined;
    const paths = pathsOf(told);
    if (windowId !== undefined && paths.length > 0) onDropped(windowId, paths);
  });
  ipcMain.handle(callChannel, async (event, text: unknown): Promise<string> => {
    const windowId = isOwnPage(event) ? findWindow(event.sender.id) : undefined;
    if (windowId === undefined) throw new Error('a call from a foreign page');
    return JSON.stringify(await answer(text, (name, input) => call(name, input, { windowId })));
  });
}

async function answer(text: unknown, call: (name: string, input: unknown) => Promise<Reply>): Promise<Reply> {
  const message = typeof text === 'string' ? parsePageMessage(text) : undefined;
  if (message?.kind === 'oversized') return refuse(new AppError('input.too-large'));
  if (message?.kind !== 'call') return refuse(new AppError('input.invalid', { path: '' }));
  try {
    return await call(message.name, message.input);
  } catch (error) {
    return refuse(error);
  }
}

/** Handlers answer with a Reply; one that throws instead has a bug, which must not leave the page waiting. */
const refuse = (error: unknown): Reply => ({ ok: false, error: toWire(error, () => 'host') });

/** Only the top frame of our own origin: an embedded or led-astray page has the same web contents. */
function isOwnPage({ senderFrame }: IpcMainInvokeEvent | IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === windowOrigin;
}
