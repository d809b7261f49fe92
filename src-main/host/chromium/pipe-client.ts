import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { decode } from './cbor-decode.ts';
import { encode, type WireValue } from './cbor.ts';
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

type Command = { readonly method: string; readonly timer: NodeJS.Timeout; readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

export function createPipeClient(toBrowser: Writable, fromBrowser: Readable, commandTimeoutMs = 30_000): PipeClient {
  const commands = createPendingCommands(commandTimeoutMs);
  const events = new EventEmitter();
  events.setMaxListeners(0);
  let announceClosed: (reason: string) => void = () => undefined;
  const closed = new Promise<string>((resolve) => { announceClosed = resolve; });

  const close = (reason: string): void => {
    commands.close(reason);
    toBrowser.destroy();
    fromBrowser.destroy();
    announceClosed(reason);
  };
  const read = createFrameReader((frame) => {
    const message = Message.parse(decode(frame));
    if (message.id !== undefined) commands.settle(message.id, message);
    else if (message.method !== undefined) events.emit(`event:${message.method}`, message.params, message.sessionId);
  });
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

  return {
    closed,
    send: (method, params = {}, sessionId) =>
      commands.add(method, (id) => {
        toBrowser.cork();
        for (const piece of encode({ id, method, params, sessionId })) toBrowser.write(piece);
        process.nextTick(() => { toBrowser.uncork(); });
      }),
    on: (method, listener) => {
      events.on(`event:${method}`, listener);
      return () => { events.off(`event:${method}`, listener); };
    },
  };
}

type PendingCommands = {
  add(method: string, write: (id: number) => void): Promise<unknown>;
  settle(id: number, message: Message): void;
  close(reason: string): void;
};

/** Commands that wait for their answer, each for a limited time. */
function createPendingCommands(timeoutMs: number): PendingCommands {
  const commands = new Map<number, Command>();
  let lastId = 0;
  let closedBy: string | undefined;

  const take = (id: number): Command | undefined => {
    const command = commands.get(id);
    commands.delete(id);
    clearTimeout(command?.timer);
    return command;
  };

  return {
    add: (method, write) => {
      const reply = new Promise<unknown>((resolve, reject) => {
        if (closedBy !== undefined) throw new Error(`${method}: ${closedBy}`);
        const id = (lastId += 1);
        const timer = setTimeout(() => take(id)?.reject(new Error(`${method}: no answer within ${String(timeoutMs)} ms`)), timeoutMs);
        commands.set(id, { method, timer, resolve, reject });
        write(id);
      });
      // Without this, a command nobody awaits would end the process when the browser goes away.
      reply.catch(() => undefined);
      return reply;
    },
    settle: (id, { error, result }) => {
      const command = take(id);
      if (error) command?.reject(new Error(`${command.method}: ${error.message}`));
      else command?.resolve(result);
    },
    close: (reason) => {
      closedBy ??= reason;
      for (const [id, { method }] of commands) take(id)?.reject(new Error(`${method}: ${reason}`));
    },
  };
}
