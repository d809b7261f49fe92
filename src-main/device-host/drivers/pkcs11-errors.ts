import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';

/** What the codes of PKCS#11 mean to the person at the keyboard; all others are `key.failed` with their name. */
const meanings: Readonly<Record<string, ErrorCode>> = {
  CKR_PIN_INCORRECT: 'key.pin-wrong',
  CKR_PIN_INVALID: 'key.pin-wrong',
  CKR_PIN_LEN_RANGE: 'key.pin-wrong',
  CKR_PIN_LOCKED: 'key.pin-locked',
  CKR_PIN_EXPIRED: 'key.pin-expired',
  CKR_TOKEN_NOT_PRESENT: 'key.not-present',
  CKR_DEVICE_REMOVED: 'key.not-present',
  CKR_SLOT_ID_INVALID: 'key.not-present',
  CKR_FUNCTION_CANCELED: 'key.not-confirmed',
  CKR_FUNCTION_REJECTED: 'key.not-confirmed',
};

/** Words of the library can hold anything and are dropped; the name of the status is a constant of the standard. */
export function translateTokenError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = /CKR_[A-Z0-9_]{1,60}/.exec(error instanceof Error ? error.message : '')?.[0] ?? 'unknown';
  return new AppError(meanings[status] ?? 'key.failed', meanings[status] === undefined ? { status } : {});
}
