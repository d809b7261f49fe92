import { resolve } from 'node:path';
import { AppError, isAbort } from '#shared/errors/app-error';
import { ConfigRefused, readTerminalConfig, type TerminalConfig } from '../terminal-config.ts';
import { closeBatch, decideBatch, saveDefects, showStatus, watchBatch } from './batches.ts';
import { confirming, openDesk, type Desk, type OpenDesk } from './desk.ts';
import { enrol, enrolWith } from './enrol.ts';
import { listMedia, moveMedium, registerMedium } from './media.ts';
import { createPrinter, type Printer } from './printer.ts';
import { readCommand, WrongUse, type Command, type CommandName } from './read-command.ts';
import { readPassword } from './read-password.ts';
import { sendPackages } from './send-packages.ts';
import { traceFile } from './trace-file.ts';
import { chooseWords, type Words } from './words.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** Answers whether all went well. */
type Act = (desk: Desk) => Promise<boolean>;

const acts: Readonly<Record<CommandName, Act>> = {
  enrol,
  'intake send': sendPackages,
  'intake status': showStatus,
  'intake watch': watchBatch,
  'intake close': closeBatch,
  'intake accept': desk => decideBatch(desk, 'accept'),
  'intake return': desk => decideBatch(desk, 'return'),
  'intake defects': saveDefects,
  trace: traceFile,
  'media list': listMedia,
  'media register': registerMedium,
  'media move': moveMedium,
};

/** One command from its arguments to its exit code: 0 done, 1 refused, failed or interrupted, 2 wrong use. */
export async function runCommandLine(args: readonly string[], environment: Environment): Promise<number> {
  const words = chooseWords(environment);
  const printer = createPrinter();
  try {
    const command = readCommand(args, words);
    if (!command) {
      printer.print(words.say('help'));
      return 0;
    }
    return (await runCommand(command, environment, { words, printer })) ? 0 : 1;
  } catch (error) {
    if (isAbort(error)) printer.print(words.say('interrupted'));
    else printer.complain(explain(error, words));
    return error instanceof WrongUse || error instanceof ConfigRefused ? 2 : 1;
  }
}

type Voice = { readonly words: Words; readonly printer: Printer };

async function runCommand(command: Command, environment: Environment, { words, printer }: Voice): Promise<boolean> {
  const config = configFor(command, environment);
  const loginName = command.name === 'enrol' ? null : command.options.require('login');
  const password = loginName === null ? '' : await readPassword(environment, words);
  const stop = new AbortController();
  const interrupt = (): void => { stop.abort(); };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const open = await openDesk(config);
  const desk: Desk = { ...open, call: confirming(open.call, password), words, ...printer, options: command.options, paths: command.paths, signal: stop.signal };
  try {
    if (loginName !== null) {
      if (!(await enrolWith(desk, config.enrolmentCode))) return false;
      await open.call('session.signIn', { loginName, password });
    }
    return await Promise.race([acts[command.name](desk), sessionEnd(open, stop)]);
  } finally {
    // Keeps what has arrived, and signs out.
    await open.close();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Defect sheets go where the command says; the rest is the terminal's own setting. */
function configFor({ options }: Command, environment: Environment): TerminalConfig {
  const config = readTerminalConfig(environment);
  const out = options.find('out');
  return out === undefined ? config : { ...config, exportDirectory: resolve(out) };
}

/** Without a session nothing goes on: somebody signed in elsewhere, or the account was changed. */
function sessionEnd({ subscribe }: OpenDesk, stop: AbortController): Promise<never> {
  return new Promise((_resolve, reject) => {
    subscribe((name, payload) => {
      if (name !== 'session.ended') return;
      const { code } = payload as { code: string }; // `as`: the emitter has parsed it by the event's schema
      reject(new SessionOver(code));
      stop.abort();
    });
  });
}

class SessionOver extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

function explain(error: unknown, words: Words): string {
  if (error instanceof AppError) return words.explain(error);
  if (error instanceof SessionOver) return words.say('sessionEnded', { reason: words.explain({ code: error.code, params: {} }) });
  if (error instanceof WrongUse) return words.say('wrongUse', { detail: error.message });
  return error instanceof Error ? error.message : String(error);
}
