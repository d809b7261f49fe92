import type { Generated } from 'kysely';
import type { Role } from '#shared/domain/account';
import type { AccountState } from '#shared/domain/administration';
import type { SecrecyLevel } from '#shared/domain/secrecy';
import type { SessionEnding } from '#shared/domain/session-ending';

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
    state: Generated<AccountState>;
    clearance: Generated<SecrecyLevel>;
    createdBy: Generated<string | null>;
    createdAt: Generated<Date>;
    lastSignInAt: Generated<Date | null>;
    /** Keyed, with a key outside the database: shows that two accounts share a password without telling which. */
    passwordDigest: Generated<Buffer | null>;
    /** Weak when it was last typed in. */
    isPasswordWeak: Generated<boolean>;
  };
  accountRoles: { accountId: string; role: Role };
  /** 回避: relatives whose files an account never opens, by identity number: such a file may come to exist only later. */
  relatives: { id: string; accountId: string; name: string; idNumber: string; relation: string };
  /** What the account used before, for as long as the policy remembers. */
  passwordHistory: { accountId: string; passwordHash: string; replacedAt: Date };
  /** Failed sign-ins by SHA-256 of the name that was typed, whether it exists or not, and of the terminal. */
  signInAttempts: { subjectDigest: Buffer; failedCount: number; failedAt: Date; lockedUntil: Date | null; lockouts: Generated<number> };
  /** At most one per account. */
  sessions: {
    tokenHash: Buffer;
    accountId: string;
    terminalId: string;
    /** The certificate that it was last used under. */
    certificateFingerprint: string;
    /** The screen is locked: nothing is read or begun. */
    isLocked: Generated<boolean>;
    createdAt: Generated<Date>;
    lastUsedAt: Generated<Date>;
    expiresAt: Date;
    /** When the person last proved himself, by sign-in or by giving the password again. */
    confirmedAt: Generated<Date>;
    /** The password had run out at sign-in: nothing but its change is possible. */
    mustChangePassword: Generated<boolean>;
    /** The USB key that it began with. */
    keyId: Generated<string | null>;
  };
  endedSessions: { tokenHash: Buffer; terminalId: string; reason: SessionEnding; endedAt: Generated<Date> };
};
