import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors/app-error';

/** An answer of a disc that is being spun up may take long; a dead one gives none. The thread that waits for it is lost until it does. */
const silenceLimitMs = 60_000;

const goneCodes: readonly string[] = ['ENODEV', 'ENXIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'ENOMEDIUM'];
const vanishedCodes: readonly string[] = ['ENOENT', 'ENOTDIR'];
const unreadableCodes: readonly string[] = ['EACCES', 'EPERM', 'EIO', 'EISDIR', 'EBADMSG', 'EREMOTEIO', 'EUCLEAN'];

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What went wrong with a file of a package, in words of the person who chose it; anything unknown stays a bug. */
export function translateFileError(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (goneCodes.includes(code)) return new AppError('delivery.medium-removed', {}, { cause: error });
  if (vanishedCodes.includes(code)) return new AppError('delivery.file-vanished', { file }, { cause: error });
  if (code === 'ELOOP') return new AppError('delivery.not-plain', { file }, { cause: error });
  return unreadableCodes.includes(code) ? new AppError('delivery.file-unreadable', { file }, { cause: error }) : error;
}

/** Reads of a medium, in time and with coded errors. */
export async function fromMedium<Result>(file: string, read: () => Promise<Result>): Promise<Result> {
  const watchdog = new AbortController();
  const silent = delay(silenceLimitMs, undefined, { signal: watchdog.signal, ref: false }).then(() => {
    throw new AppError('delivery.medium-silent', { seconds: silenceLimitMs / 1000 });
  });
  try {
    return await Promise.race([read(), silent]);
  } catch (error) {
    throw translateFileError(error, file);
  } finally {
    watchdog.abort();
    silent.catch(() => undefined);
  }
}
