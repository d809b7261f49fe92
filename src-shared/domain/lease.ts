import { z } from 'zod';
import { AccountId, ViewSessionId } from './ids.ts';

/**
 * 离线租约: how long the pages of one reading may still be shown by one sign-in while the data centre cannot be reached. Both instants are of
 * the data centre's clock; what a terminal counts is the time between them.
 */
export const OfflineLease = z.object({
  viewSessionId: ViewSessionId,
  accountId: AccountId,
  /** SHA-256 of the token of the sign-in, in hex: good for nobody else, and nowhere else. */
  signIn: z.string().regex(/^[0-9a-f]{64}$/),
  issuedAt: z.iso.datetime(),
  until: z.iso.datetime(),
  /** The data centre's part of the key that seals the pages: the same as long as the reading and the sign-in last. 32 bytes. */
  secret: z.base64url().length(43),
});
export type OfflineLease = z.infer<typeof OfflineLease>;

/** `text` is an OfflineLease in JSON, exactly as it was signed (Ed25519, base64url). */
export const SignedLease = z.object({ text: z.string().max(1000), signature: z.base64url().length(86) });
export type SignedLease = z.infer<typeof SignedLease>;

/** What is signed is told from anything else that is signed with a key. */
export const leaseContext = (text: string): string => `danglian offline lease 1\n${text}`;

/** How often an open reading asks for a new lease: a change of policy holds within this time. */
export const leaseRenewalSeconds = 10;
