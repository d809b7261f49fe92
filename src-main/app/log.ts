import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Ids, codes and counts only: never a name, a password, an address of a page or its content. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

export type Log = {
  readonly info: (message: string, facts?: LogFacts) => void;
  readonly warn: (message: string, facts?: LogFacts) => void;
  readonly error: (message: string, facts?: LogFacts) => void;
};

const maxFileBytes = 5 * 1024 * 1024;

/** One JSON object per line. */
export function createLog(write: (line: string) => void): Log {
  const at = (level: string) => (message: string, facts: LogFacts = {}) => {
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...facts })}\n`);
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Appends to `terminal.log`, readable by its owner only; a grown file makes room once per start and keeps one predecessor. */
export function logFileWriter(directory: string): (line: string) => void {
  const file = join(directory, 'terminal.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxFileBytes) renameSync(file, `${file}.1`);
  appendFileSync(file, '', { mode: 0o600 });
  chmodSync(file, 0o600);
  return line => {
    appendFileSync(file, line);
  };
}

/** What of an error may be written down: where it happened, without the values that were handled. */
export function describeError(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : null;
  return { error: error.name, stack: error.stack ?? error.message, cause };
}
