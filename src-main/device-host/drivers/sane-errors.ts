import { AppError, type ErrorParams } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';

const codeOfStatus: Readonly<Record<string, ErrorCode>> = {
  'library-missing': 'scanner.unavailable',
  jammed: 'scanner.paper-jam',
  'cover-open': 'scanner.cover-open',
  'no-docs': 'scanner.no-paper',
  'device-busy': 'scanner.busy',
  'access-denied': 'scanner.busy',
  incomplete: 'scanner.page-incomplete',
  eof: 'scanner.page-incomplete',
  'io-error': 'scanner.io-failed',
  'no-mem': 'scanner.io-failed',
};

/** The SANE status of a rejected call of the addon; undefined when the error is no failure of the device. */
export function statusOf(error: unknown): string | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'string' ? error.status : undefined;
}

/**
 * Runs a step that talks to the device and gives its failure the meaning it has at that step: `invalidCode` for what the
 * device calls invalid or unsupported. "cancelled" becomes an AbortError.
 */
export async function withSaneErrors<T>(step: { invalidCode: ErrorCode; params?: ErrorParams }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    if (status === 'cancelled') throw new DOMException('cancelled at the device', 'AbortError');
    const isInvalid = status === 'inval' || status === 'unsupported';
    throw new AppError(isInvalid ? step.invalidCode : (codeOfStatus[status] ?? 'scanner.io-failed'), { ...step.params, status }, { cause: error });
  }
}
