import type { Generated } from 'kysely';

export type KeyTables = {
  /** Registered USB keys. An active public key belongs to one account. */
  signingKeys: {
    id: string;
    accountId: string;
    /** SubjectPublicKeyInfo, DER. */
    publicKey: Buffer;
    certificate: Buffer | null;
    fingerprint: string;
    serial: string;
    label: string;
    holder: string;
    expiresAt: Date | null;
    state: Generated<'active' | 'revoked'>;
    registeredBy: string;
    registeredAt: Generated<Date>;
    revokedBy: string | null;
    revokedAt: Date | null;
    revokeReason: Generated<string>;
    lastUsedAt: Date | null;
  };
  /** One at a time for each terminal; gone with its first use. */
  keyChallenges: { terminal: string; id: string; nameDigest: Buffer; nonce: Buffer; issuedAt: Date };
};
