import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { leaseContext } from '#shared/domain/lease';
import { wasSetBack } from '../../../../../src-main/features/viewing/machine-clocks.ts';
import { verifyLease } from '../../../../../src-main/features/viewing/verify-lease.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const shown = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
const claim = { viewSessionId: crypto.randomUUID(), accountId: crypto.randomUUID(), token: 'token', after: '2026-11-29T08:00:00.000Z' };
const lease = {
  viewSessionId: claim.viewSessionId, accountId: claim.accountId, signIn: createHash('sha256').update('token').digest('hex'),
  issuedAt: '2026-11-29T08:00:10.000Z', until: '2026-11-29T08:10:10.000Z', secret: Buffer.alloc(32, 7).toString('base64url'),
};
const signed = (change: Partial<typeof lease> = {}) => {
  const text = JSON.stringify({ ...lease, ...change });
  return { text, signature: sign(null, Buffer.from(leaseContext(text)), privateKey).toString('base64url') };
};

test('a lease is good for its reading, its account and its sign-in, for the time between its two instants', () => {
  expect(verifyLease(signed(), shown, claim)).toMatchObject({ durationMs: 600_000, secret: Buffer.alloc(32, 7) });
});

test.each([
  ['of another reading', { viewSessionId: crypto.randomUUID() }],
  ['of another account', { accountId: crypto.randomUUID() }],
  ['of another sign-in', { signIn: '0'.repeat(64) }],
  ['of before the last one', { issuedAt: '2026-11-29T07:59:59.000Z' }],
  ['that is over when it begins', { until: lease.issuedAt }],
  ['longer than any policy allows', { until: '2026-11-29T09:00:11.000Z' }],
])('one %s is none', (_what, change) => {
  expect(verifyLease(signed(change), shown, claim)).toBeUndefined();
});

test('nor is one whose text was changed, or that another key signed, or that was signed as something else', () => {
  const { text, signature } = signed();
  expect(verifyLease({ text: text.replace('08:10', '08:40'), signature }, shown, claim)).toBeUndefined();
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  expect(verifyLease({ text, signature }, other, claim)).toBeUndefined();
  expect(verifyLease({ text, signature: sign(null, Buffer.from(text), privateKey).toString('base64url') }, shown, claim)).toBeUndefined();
});

test('a wall clock that falls behind was set back; one that runs ahead, or is corrected by seconds, was not', () => {
  const since = { bootMs: 1_000, wallMs: 500_000 };
  const at = (bootMs: number, wallMs: number) => ({ bootMs: () => bootMs, wallMs: () => wallMs });
  expect(wasSetBack(at(61_000, 560_000), since)).toBe(false);
  expect(wasSetBack(at(61_000, 86_900_000), since)).toBe(false);
  expect(wasSetBack(at(61_000, 556_000), since)).toBe(false);
  expect(wasSetBack(at(61_000, 554_000), since)).toBe(true);
});
