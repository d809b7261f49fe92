import { randomUUID } from 'node:crypto';
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Lines of JSON with ids, names of operations and times; never an object from a request, never content. Written to stderr: stdout is for the ready line. */
export function createLog(level: string): Log {
  return pino({ level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

/** The number under which a bug can be looked up; the caller gets nothing else of it. */
export function reportBug(log: Log, error: unknown): string {
  const reportId = randomUUID();
  log.error({ reportId, bug: describeBug(error) }, 'bug');
  return reportId;
}

/** What a developer needs. Messages of the database may quote values, so its errors are told by code and constraint. */
function describeBug(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const frames = error.stack?.split('\n').filter(line => line.startsWith('    at ')).join('\n');
  const cause = error.cause === undefined ? {} : { cause: describeBug(error.cause) };
  if (isDatabaseError(error)) return { name: 'DatabaseError', code: error.code, table: error.table, constraint: error.constraint, frames, ...cause };
  return { name: error.name, message: error.message, frames, ...cause };
}

type DatabaseError = Error & { readonly code: string; readonly table?: string; readonly constraint?: string };

function isDatabaseError(error: Error): error is DatabaseError {
  return 'severity' in error && 'code' in error && typeof error.code === 'string';
}
