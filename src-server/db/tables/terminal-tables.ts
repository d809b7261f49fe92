import type { Generated } from 'kysely';
import type { TerminalState } from '#shared/domain/administration';
import type { Edition } from '#shared/domain/edition';

export type TerminalTables = {
  terminals: {
    id: string;
    name: string;
    unitId: string;
    state: TerminalState;
    /** As it was asked for, until the officer has decided. */
    edition: Generated<Edition>;
    /** Of the public key in use, in hex: what two people compare. */
    fingerprint: string;
    csrPem: string;
    requestedAt: Generated<Date>;
    decidedBy: string | null;
    decidedAt: Date | null;
    /** Of a refusal or a revocation. */
    reason: Generated<string>;
    lastSeenAt: Date | null;
  };
  terminalCertificates: {
    /** SHA-256 of the certificate, in hex. */
    fingerprint: string;
    terminalId: string;
    serialNumber: string;
    keyFingerprint: string;
    pem: string;
    issuedAt: Date;
    expiresAt: Date;
    firstUsedAt: Date | null;
    revokedAt: Date | null;
  };
  enrolmentCodes: {
    codeDigest: Buffer;
    /** Null for an automatic code: the unit at the top. */
    unitId: string | null;
    createdBy: string | null;
    /** Approves by itself: for demonstration and tests; in production for the first terminal alone. */
    isAutomatic: Generated<boolean>;
    createdAt: Generated<Date>;
    expiresAt: Date;
    usedAt: Date | null;
    terminalId: string | null;
  };
};
