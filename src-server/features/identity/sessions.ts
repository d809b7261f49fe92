import { createHash, randomBytes } from 'node:crypto';
import type { SessionEnding } from '#shared/domain/session-ending';
import type { Db } from '../../db/schema.ts';
import { endSessions } from './session-endings.ts';

/** Policy may only shorten them. */
export const sessionLimits = { idleMinutes: 30, absoluteHours: 8 } as const;

type NewSession = {
  readonly accountId: string;
  /** Where it is, and stays. */
  readonly terminal: { readonly id: string; readonly certificate: string };
  readonly mustChangePassword?: boolean;
  /** The USB key that let him in; without it he is not asked again for anything else. */
  readonly keyId?: string | null;
  readonly now: Date;
};

/** The token is kept as its digest only: who reads the table cannot use it. */
export function digestToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Starts the account's one session; an older one ends with this. Takes a transaction. Returns its opaque token of 256 bits. */
export async function startSession(tx: Db, { accountId, terminal, mustChangePassword = false, keyId = null, now }: NewSession): Promise<string> {
  // Two sign-ins at once come one after the other.
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute();
  const older = await tx.selectFrom('sessions').select('terminalId').where('accountId', '=', accountId).executeTakeFirst();
  // Here the same person has just begun anew: there is nobody to be told.
  if (older?.terminalId === terminal.id) await tx.deleteFrom('sessions').where('accountId', '=', accountId).execute();
  else if (older) await endSessions(tx, { accountId }, 'session.ended-elsewhere');
  const token = randomBytes(32).toString('base64url');
  await tx
    .insertInto('sessions')
    .values({
      tokenHash: digestToken(token),
      accountId,
      terminalId: terminal.id,
      certificateFingerprint: terminal.certificate,
      createdAt: now,
      lastUsedAt: now,
      confirmedAt: now,
      mustChangePassword,
      keyId,
      expiresAt: new Date(now.getTime() + sessionLimits.absoluteHours * 3_600_000),
    })
    .execute();
  await tx.updateTable('accounts').set({ lastSignInAt: now }).where('id', '=', accountId).execute();
  return token;
}

/** By an administrator's act, unless told otherwise. */
export async function endSession(db: Db, accountId: string, reason: SessionEnding = 'session.account-changed'): Promise<void> {
  await endSessions(db, { accountId }, reason);
}

export async function lockSession(db: Db, accountId: string, isLocked: boolean): Promise<void> {
  await db.updateTable('sessions').set({ isLocked }).where('accountId', '=', accountId).execute();
}
