import { expect, test } from 'vitest';
import { hasOnlyUnusableTokens, usableKeysOf, type PresentKeys } from '../../../../src-renderer/features/session/present-keys.ts';
import type { PresentToken } from '../../../../src-shared/domain/signing-key.ts';

const aToken = (keys: PresentToken['keys']): PresentToken => ({ insertion: '7f1b2f52-3f0e-4d0e-9d43-0d8f0a5b6c11', serial: 'A1', label: 'wang', pinState: 'low', keys });
const present = (...tokens: PresentToken[]): PresentKeys => ({ isOffered: true, problem: null, tokens, ownKeyId: null, loginNames: {} });
const good = { id: 'good', holder: '王建国', suite: 'ecdsa-p256-sha256', expiresAt: null } as const;
const foreign = { id: 'foreign', holder: '王建国', suite: null, expiresAt: null } as const;

test('a key of a kind that is not taken is not offered', () => {
  expect(usableKeysOf(present(aToken([good, foreign])))).toEqual([{ ...good, tokenLabel: 'wang', serial: 'A1', pinState: 'low' }]);
});

test.each([
  ['nothing was asked yet', undefined, false],
  ['nothing is plugged in', present(), false],
  ['a token has no key at all', present(aToken([])), true],
  ['a token has keys of another kind only', present(aToken([foreign])), true],
  ['one of two tokens will do', present(aToken([]), aToken([good])), false],
])('that no certificate will do is said only when that is so: %s', (_what, answer, isSaid) => {
  expect(hasOnlyUnusableTokens(answer)).toBe(isSaid);
});
