import type { Generated } from 'kysely';
import type { Role } from '#shared/domain/account';

export type IdentityTables = {
  accounts: {
    id: string;
    loginName: string;
    displayName: string;
    unitId: string;
    /** The officer's own identity number: nobody opens his own file. */
    idNumber: string | null;
    passwordHash: string;
    mustChangePassword: boolean;
    passwordChangedAt: Date;
    isActive: Generated<boolean>;
  };
  accountRoles: { accountId: string; role: Role };
  /** 回避: relatives whose files an account never opens. */
  recusals: { accountId: string; personId: string };
  /** Failed sign-ins by SHA-256 of the lower-case name that was typed, whether it exists or not. */
  signInAttempts: { nameDigest: Buffer; failedCount: number; failedAt: Date; lockedUntil: Date | null };
  /** At most one per account. */
  sessions: {
    tokenHash: Buffer;
    accountId: string;
    terminalName: string;
    createdAt: Generated<Date>;
    lastUsedAt: Generated<Date>;
    expiresAt: Date;
  };
};
