import { expect, test } from 'vitest';
import { isPublic, isSafeRead, timeoutOf } from '../../../../src-main/server-client/call-policy.ts';
import { errorOfStatus, translateNetworkError } from '../../../../src-main/server-client/network-errors.ts';
import { AppError } from '../../../../src-shared/errors/app-error.ts';

const withCode = (code: string): Error => Object.assign(new Error(code), { code });

test.each([
  ['ECONNREFUSED', 'server.unreachable'],
  ['ECONNRESET', 'server.unreachable'],
  ['ENOTFOUND', 'server.unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'server.unreachable'],
  ['UND_ERR_SOCKET', 'server.unreachable'],
  ['UND_ERR_HEADERS_TIMEOUT', 'operation.timed-out'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'server.untrusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'server.untrusted'],
  ['CERT_HAS_EXPIRED', 'server.untrusted'],
])('%s is told as %s', (code, expected) => {
  const error = withCode(code);
  expect(translateNetworkError(error)).toMatchObject({ code: expected, cause: error });
});

test('what is an expected error already stays what it is', () => {
  const error = new AppError('input.too-large');
  expect(translateNetworkError(error)).toBe(error);
});

test('an answer without a Reply speaks by its status; one that nobody expects is a bug', () => {
  expect(errorOfStatus(413)).toMatchObject({ code: 'input.too-large' });
  expect(errorOfStatus(502)).toMatchObject({ code: 'server.unreachable' });
  expect(errorOfStatus(418)).not.toBeInstanceOf(AppError);
});

test('only questions are asked again by themselves, never anything that changes something', () => {
  for (const name of ['people.search', 'units.list', 'volumes.get', 'requests.list', 'printing.list', 'audit.list']) expect(isSafeRead(name)).toBe(true);
  for (const name of ['session.signIn', 'volumes.create', 'volumes.fileMaterial', 'requests.submit', 'requests.approve', 'viewing.open', 'viewing.heartbeat', 'printing.prepare', 'printing.finished']) {
    expect(isSafeRead(name)).toBe(false);
  }
});

test('the token goes to no public operation, and filing gets the time it needs', () => {
  expect([isPublic('session.signIn'), isPublic('site.get'), isPublic('people.search'), isPublic('toString')]).toEqual([true, true, false, false]);
  expect(timeoutOf('volumes.fileMaterial')).toBeGreaterThan(timeoutOf('people.search'));
});
