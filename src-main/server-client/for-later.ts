import { AppError } from '#shared/errors/app-error';

const waitingCodes: readonly string[] = ['server.unreachable', 'server.untrusted', 'server.busy', 'server.stopping', 'operation.timed-out', 'audit.unavailable', 'terminal.not-enrolled', 'terminal.revoked', 'store.full'];

/** What was to be sent is as good as before; only now is no time for it. */
export function isForLater(error: unknown): boolean {
  return error instanceof AppError && (waitingCodes.includes(error.code) || error.code.startsWith('session.'));
}
