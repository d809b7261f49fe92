import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServeResponse } from '../../src-main/host/app-host.ts';
import type { Reply } from '../../src-shared/contract/operation.ts';
import { watchBlocks } from './watch-blocks.ts';
import { startTestTerminal, type TestTerminalOptions } from './terminal.ts';
import { createTestWindow, type TestWindow } from './test-host.ts';

/** A whole terminal in a process of its own, to be killed or measured; the test is its window. */
export type TerminalProcess = TestWindow & {
  readonly pid: number;
  /** How many events of this name it has told. */
  readonly countEvents: (name: string) => number;
  /** The longest time for which it could not answer its window since this was last asked. */
  readonly longestBlockMs: () => Promise<number>;
  /** Ends the terminal; its data directory stays when the test brought its own. */
  readonly close: () => Promise<void>;
  /** SIGKILL: nothing of it gets a chance to tidy up. */
  readonly kill: () => Promise<void>;
};

type Asked =
  | { readonly kind: 'call'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'get'; readonly address: string; readonly method?: string | undefined }
  | { readonly kind: 'longest-block' }
  | { readonly kind: 'close' };
type Answers = { readonly call: Reply; readonly get: ServeResponse | null; readonly 'longest-block': number; readonly close: null };
type ToChild = { readonly start: TestTerminalOptions } | ({ readonly id: number } & Asked);
type ToParent = { readonly ready: true } | { readonly id: number; readonly answer: unknown } | { readonly event: string; readonly payload: unknown };

const ownPath = fileURLToPath(import.meta.url);

export async function startTerminalProcess(options: TestTerminalOptions): Promise<TerminalProcess> {
  const child = fork(ownPath, [], { execArgv: [], serialization: 'advanced' });
  const waiting = new Map<number, (answer: unknown) => void>();
  let nextId = 0;
  const tell = (message: ToChild): boolean => child.send(message);
  const ask = <Kind extends Asked['kind']>(asked: Extract<Asked, { kind: Kind }>): Promise<Answers[Kind]> =>
    new Promise(resolve => {
      nextId += 1;
      // `as`: the child answers each kind with its own.
      waiting.set(nextId, answer => { resolve(answer as Answers[Kind]); });
      tell({ id: nextId, ...asked });
    });
  const { hear, ...window } = createTestWindow({
    callRaw: (name, input) => ask<'call'>({ kind: 'call', name, input }),
    get: (address, method) => ask<'get'>({ kind: 'get', address, method }),
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', () => {
      reject(new Error('terminal process ended'));
    });
    child.on('message', (message: ToParent) => {
      if ('ready' in message) resolve();
      else if ('event' in message) hear(message.event, message.payload);
      else waiting.get(message.id)?.(message.answer);
    });
  });
  const { createCode, ...plain } = options;
  const enrolmentCode = (await createCode?.()) ?? options.enrolmentCode;
  // As JSON: the functions of a listening server, with which it is often given, stay here. `as`: so it was.
  tell({ start: JSON.parse(JSON.stringify({ ...plain, enrolmentCode })) as TestTerminalOptions });
  await ready;
  const end = async (how: () => unknown): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    await how();
    await exited;
  };
  return {
    ...window,
    // A child that told that it is ready has one.
    pid: child.pid ?? 0,
    countEvents: name => window.events.filter(event => event.name === name).length,
    longestBlockMs: () => ask<'longest-block'>({ kind: 'longest-block' }),
    close: () =>
      end(async () => {
        await ask<'close'>({ kind: 'close' });
        child.disconnect();
      }),
    kill: () => end(() => child.kill('SIGKILL')),
  };
}

async function serveParent(options: TestTerminalOptions): Promise<void> {
  const tell = (message: ToParent): void => {
    process.send?.(message);
  };
  const terminal = await startTestTerminal({ ...options, onEvent: (event, payload) => { tell({ event, payload }); } });
  const blocks = watchBlocks();
  const answers: { readonly [Kind in Asked['kind']]: (asked: Extract<Asked, { kind: Kind }>) => Promise<Answers[Kind]> } = {
    call: ({ name, input }) => terminal.callRaw(name, input),
    get: ({ address, method }) => terminal.get(address, method),
    'longest-block': () => Promise.resolve(blocks.longestMs()),
    close: async () => {
      blocks.stop();
      await terminal.close();
      return null;
    },
  };
  // `as`: each kind meets its own.
  process.on('message', (message: ToChild) => {
    if ('id' in message) void (answers[message.kind] as (asked: Asked) => Promise<unknown>)(message).then(answer => { tell({ id: message.id, answer }); });
  });
  tell({ ready: true });
}

if (process.argv[1] === ownPath) {
  process.once('message', (message: ToChild) => {
    if ('start' in message) void serveParent(message.start);
  });
  // Whoever started it was killed: nobody is left to end it.
  process.once('disconnect', () => process.exit());
}
