import { z } from 'zod';
import { errorCatalogue, isErrorCode, type ErrorCode } from './error-catalogue.ts';

/** Values that the error's text may name: a class, a sequence, a page, a number. Never the content of a file. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An expected failure of a user, a device, paper or the network. Anything else that is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }

  get isRetryable(): boolean {
    return errorCatalogue[this.code].retry;
  }
}

export const WireError = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type WireError = z.infer<typeof WireError>;

/** An AppError crosses as its code; a bug crosses as `internal` with the number under which its own side logged it. */
export function toWire(error: unknown, reportBug: (error: unknown) => string): WireError {
  if (error instanceof AppError) return { code: error.code, params: error.params };
  return { code: 'internal', params: { reportId: reportBug(error) } };
}

export function fromWire(error: WireError): AppError {
  return isErrorCode(error.code) ? new AppError(error.code, error.params) : new AppError('internal', { reportId: error.code });
}

/** Cancelled by the user: neither logged nor shown. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
