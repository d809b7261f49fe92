import { createHmac, createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import type { z } from 'zod';
import { leaseContext, OfflineLease, type SignedLease } from '#shared/domain/lease';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireSubject } from '../authority/index.ts';
import { readAccessPolicy } from '../identity/index.ts';

export type LeasedReading = { readonly id: string; readonly endsAt: Date };

export type Leases = {
  /** SubjectPublicKeyInfo in base64url. */
  readonly publicKey: string;
  /** Null where the policy lets nothing be read without the data centre. */
  readonly issue: (context: RequestContext, reading: LeasedReading) => Promise<SignedLease | null>;
  readonly with: <Opened extends { readonly id: string; readonly endsAt: string }>(context: RequestContext, opened: Opened) => Promise<Opened & { lease: SignedLease | null }>;
};

const minuteMs = 60_000;
/** A private key of Ed25519 is its seed behind this header (RFC 8410). */
const pkcs8Header = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Leases are signed and their secrets made from the master key: every process of this data centre makes the same ones, and there is nothing to
 * keep. The secret is the same for one reading and one sign-in, so that pages stay readable when the lease is renewed, and for no other.
 */
export function createLeases({ db, digestKey, now }: Pick<Services, 'db' | 'digestKey' | 'now'>): Leases {
  const seed = Buffer.from(hkdfSync('sha256', digestKey, '', 'danglian lease signing', 32));
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Header, seed]), format: 'der', type: 'pkcs8' });
  const issue: Leases['issue'] = async (context, { id, endsAt }) => {
    const { accountId } = requireSubject(context);
    const { offlineMinutes } = await readAccessPolicy(db);
    const at = now();
    if (offlineMinutes === 0 || context.sessionKey === null || endsAt <= at) return null;
    const signIn = context.sessionKey.toString('hex');
    const secret = createHmac('sha256', digestKey).update(`offline lease ${id} ${signIn}`).digest('base64url');
    const until = new Date(Math.min(endsAt.getTime(), at.getTime() + offlineMinutes * minuteMs));
    const lease = { viewSessionId: id, accountId, signIn, issuedAt: at.toISOString(), until: until.toISOString(), secret } satisfies z.input<typeof OfflineLease>;
    const text = JSON.stringify(OfflineLease.parse(lease));
    return { text, signature: sign(null, Buffer.from(leaseContext(text)), key).toString('base64url') };
  };
  return {
    publicKey: createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64url'),
    issue,
    with: async (context, opened) => ({ ...opened, lease: await issue(context, { id: opened.id, endsAt: new Date(opened.endsAt) }) }),
  };
}
