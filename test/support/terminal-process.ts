import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { desktopApi, type DesktopApi } from '../../src-shared/contract/desktop-api.ts';
import { createClient, type Client } from '../../src-shared/contract/operation.ts';
import { startTestTerminal, type TestTerminalOptions } from './terminal.ts';

/** A whole terminal in a process of its own, to be killed. */
export type TerminalProcess = {
  readonly call: Client<DesktopApi>;
  readonly pid: number;
  /** How many events of this name it has told. */
  readonly countEvents: (name: string) => number;
  /** SIGKILL: nothing of it gets a chance to tidy up. */
  readonly kill: () => Promise<void>;
};

type ToChild = { readonly start: TestTerminalOptions } | { readonly id: number; readonly name: string; readonly input: unknown };
type ToParent = { readonly ready: true } | { readonly id: number; readonly reply: unknown } | { readonly event: string };

const ownPath = fileURLToPath(import.meta.url);

export async function startTerminalProcess(options: TestTerminalOptions): Promise<TerminalProcess> {
  const child = fork(ownPath, [], { execArgv: [] });
  const waiting = new Map<number, (reply: unknown) => void>();
  const heard: string[] = [];
  let nextId = 0;
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', () => {
      reject(new Error('terminal process ended'));
    });
    child.on('message', (message: ToParent) => {
      if ('ready' in message) resolve();
      else if ('event' in message) heard.push(message.event);
      else waiting.get(message.id)?.(message.reply);
    });
  });
  const tell = (message: ToChild): boolean => child.send(message);
  const { createCode, ...plain } = options;
  const enrolmentCode = await createCode?.();
  tell({ start: { ...plain, ...(enrolmentCode === undefined ? {} : { enrolmentCode }) } });
  await ready;
  return {
    call: createClient(
      desktopApi,
      (name, input) =>
        new Promise(resolve => {
          nextId += 1;
          waiting.set(nextId, resolve);
          tell({ id: nextId, name, input });
        }),
    ),
    // A child that told that it is ready has one.
    pid: child.pid ?? 0,
    countEvents: name => heard.filter(each => each === name).length,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function serveParent(options: TestTerminalOptions): Promise<void> {
  const tell = (message: ToParent): void => {
    process.send?.(message);
  };
  const terminal = await startTestTerminal({ ...options, onEvent: event => { tell({ event }); } });
  process.on('message', (message: ToChild) => {
    if ('id' in message) void terminal.callRaw(message.name, message.input).then(reply => { tell({ id: message.id, reply }); });
  });
  tell({ ready: true });
}

if (process.argv[1] === ownPath) {
  process.once('message', (message: ToChild) => {
    if ('start' in message) void serveParent(message.start);
  });
}
