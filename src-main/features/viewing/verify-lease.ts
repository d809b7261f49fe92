import { createHash, createPublicKey, verify } from 'node:crypto';
import { leaseContext, OfflineLease, type SignedLease } from '#shared/domain/lease';

export type LeaseClaim = { readonly viewSessionId: string; readonly accountId: string; readonly token: string; /** Of the one before; an older lease is no lease. */ readonly after: string | null };

export type GoodLease = { readonly secret: Buffer; readonly issuedAt: string; readonly durationMs: number };

/** More than any policy allows. */
const longestMs = 3_600_000;

/** What a lease is worth to this reading and this sign-in: undefined when it is not signed by that key, of another reading, or of before. */
export function verifyLease({ text, signature }: SignedLease, publicKey: string, claim: LeaseClaim): GoodLease | undefined {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ed25519' || !verify(null, Buffer.from(leaseContext(text)), key, Buffer.from(signature, 'base64url'))) return undefined;
  const lease = OfflineLease.parse(JSON.parse(text));
  const durationMs = Date.parse(lease.until) - Date.parse(lease.issuedAt);
  const isOurs = lease.viewSessionId === claim.viewSessionId && lease.accountId === claim.accountId && lease.signIn === createHash('sha256').update(claim.token).digest('hex');
  const isNew = claim.after === null || Date.parse(lease.issuedAt) >= Date.parse(claim.after);
  if (!isOurs || !isNew || durationMs <= 0 || durationMs > longestMs) return undefined;
  return { secret: Buffer.from(lease.secret, 'base64url'), issuedAt: lease.issuedAt, durationMs };
}
