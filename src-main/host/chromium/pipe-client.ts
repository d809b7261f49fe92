import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { decode, encode, type WireValue } from './cbor.ts';
import { createFrameReader } from './frame-reader.ts';

export type { WireValue } from './cbor.ts';
export type CommandParams = { readonly [key: string]: WireValue | undefined };
export type EventListener = (params: unknown, sessionId: string) => void;

/** Speaks the Chrome DevTools Protocol over two pipes: no port, no dependency. */
export type PipeClient = {
  /** Rejects when the browser refuses, does not answer in time or goes away. An ignored rejection harms nobody. */
  send(method: string, params?: CommandParams, sessionId?: string): Promise<unknown>;
  on(method: string, listener: EventListener): () => void;
  /** Resolves, with the reason, when nothing can be sent any more. */
  readonly closed: Promise<string>;
};

const Message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().default(''),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
type Message = z.infer<typeof Message>;

type Pending = { readonly method: string; readonly timer: NodeJS.Timeout; readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

export function createPipeClient(toBrowser: Writable, fromBrowser: Readable, commandTimeoutMs = 30_000): PipeClient {
  const pending = new Map<number, Pending>();
  const events = new EventEmitter();
  events.setMaxListeners(0);
  let lastId = 0;
  let isClosed = false;
  let announceClosed: (reason: string) => void = () => undefined;
  const closed = new Promise<string>((resolve) => { announceClosed = resolve; });

  const close = (reason: string): void => {
    if (isClosed) return;
    isClosed = true;
    for (const command of pending.values()) {
      clearTimeout(command.timer);
      command.reject(new Error(`${command.method}: ${reason}`));
    }
    pending.clear();
    toBrowser.destroy();
    fromBrowser.destroy();
    announceClosed(reason);
  };

  const receive = (frame: Buffer): void => {
    const message = Message.parse(decode(frame));
    if (message.id !== undefined) settle(pending, message.id, message);
    else if (message.method !== undefined) events.emit(`event:${message.method}`, message.params, message.sessionId);
  };
  const read = createFrameReader(receive);
  fromBrowser.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (error) {
      // A stream out of step cannot be trusted again; its owner ends the browser.
      close(error instanceof Error ? error.message : String(error));
    }
  });
  for (const stream of [toBrowser, fromBrowser]) {
    stream.on('error', () => { close('the debugging pipe broke'); });
    stream.on('close', () => { close('the debugging pipe was closed'); });
  }

  const write = (message: WireValue): void => {
    toBrowser.cork();
    for (const piece of encode(message)) toBrowser.write(piece);
    process.nextTick(() => { toBrowser.uncork(); });
  };

  return {
    closed,
    send: (method, params = {}, sessionId) => {
      const reply = new Promise<unknown>((resolve, reject) => {
        if (isClosed) throw new Error(`${method}: the debugging pipe is closed`);
        const id = (lastId += 1);
        const timer = setTimeout(() => {
          pending.delete(id);
          reject(new Error(`${method}: no answer within ${String(commandTimeoutMs)} ms`));
        }, commandTimeoutMs);
        pending.set(id, { method, timer, resolve, reject });
        write({ id, method, params, sessionId });
      });
      // Without this, a command nobody awaits would end the process when the browser goes away.
      reply.catch(() => undefined);
      return reply;
    },
    on: (method, listener) => {
      events.on(`event:${method}`, listener);
      return () => { events.off(`event:${method}`, listener); };
    },
  };
}

function settle(pending: Map<number, Pending>, id: number, message: Message): void {
  const command = pending.get(id);
  if (!command) return;
  pending.delete(id);
  clearTimeout(command.timer);
  if (message.error) command.reject(new Error(`${command.method}: ${message.error.message}`));
  else command.resolve(message.result);
}
