import { AppError } from '#shared/errors/app-error';

const certificateCodes: readonly string[] = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

const timeoutCodes: readonly string[] = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'];

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What went wrong between here and the data centre, before it could answer in its own words. */
export function translateNetworkError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (certificateCodes.includes(code)) return new AppError('server.untrusted', {}, { cause: error });
  if (timeoutCodes.includes(code) || (error instanceof Error && error.name === 'TimeoutError')) {
    return new AppError('operation.timed-out', {}, { cause: error });
  }
  return new AppError('server.unreachable', {}, { cause: error });
}

/** Of a status that came without a Reply: from a proxy, or from a door beside the operations. */
export function errorOfStatus(status: number): Error {
  if (status === 401) return new AppError('session.expired');
  if (status === 404) return new AppError('resource.not-found');
  if (status === 413) return new AppError('input.too-large');
  if (status === 429) return new AppError('server.busy');
  if (status >= 502 && status <= 504) return new AppError('server.unreachable');
  return new Error(`data centre answered with status ${String(status)}`);
}
