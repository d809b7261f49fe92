import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';

export const lockout = { attempts: 5, minutes: 15 } as const;

/** A digest, because people type passwords into the wrong field. */
function digestName(loginName: string): Buffer {
  return createHash('sha256').update(loginName.toLowerCase()).digest();
}

/**
 * Counts an attempt before it is evaluated, in one statement: of fifty tries at once five are evaluated and the rest
 * refused. Throws `session.account-locked`, for names without an account as well.
 */
export async function reserveAttempt(db: Db, loginName: string, now: Date): Promise<void> {
  const lockedUntil = new Date(now.getTime() + lockout.minutes * 60_000);
  const { rows } = await sql`
    insert into sign_in_attempts as attempt (name_digest, failed_count, failed_at) values (${digestName(loginName)}, 1, ${now})
    on conflict (name_digest) do update set
      failed_count = case when attempt.locked_until is null then attempt.failed_count + 1 else 1 end,
      locked_until = case when attempt.locked_until is null and attempt.failed_count + 1 >= ${lockout.attempts} then ${lockedUntil}::timestamptz end,
      failed_at = ${now}
    where attempt.locked_until is null or attempt.locked_until <= ${now}
    returning failed_count`.execute(db);
  if (rows.length === 0) throw new AppError('session.account-locked', { minutes: lockout.minutes });
}

/** After the right password. */
export async function clearAttempts(db: Db, loginName: string): Promise<void> {
  await db.deleteFrom('signInAttempts').where('nameDigest', '=', digestName(loginName)).execute();
}

/** Forgets names that nobody has tried for a day. */
export async function sweepAttempts(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('signInAttempts').where('failedAt', '<', new Date(now.getTime() - 24 * 3_600_000)).execute();
}
