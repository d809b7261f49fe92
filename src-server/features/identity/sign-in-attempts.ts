import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { AccessPolicy } from '#shared/domain/administration';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import type { Db } from '../../db/schema.ts';

/** Several people share a terminal and mistype: it is locked out after this many times the attempts of one account. */
const terminalShare = 4;
/** However often it is doubled. */
const longestLockoutMinutes = 24 * 60;

export type Attempt = {
  readonly loginName: string;
  /** What names the terminal for the data centre. */
  readonly terminal: string;
  readonly now: Date;
  readonly policy: Pick<AccessPolicy, 'lockoutAttempts' | 'lockoutMinutes'>;
};

type Subject = { readonly digest: Buffer; readonly attempts: number; readonly code: ErrorCode };

/** Digests, because people type passwords into the wrong field. */
function digestOf(kind: 'account' | 'terminal', name: string): Buffer {
  return createHash('sha256').update(`${kind}\n${name.toLowerCase()}`).digest();
}

/**
 * Counts an attempt before it is evaluated: of fifty tries at once exactly the allowed number is evaluated and the rest
 * refused. Throws `session.account-locked`, for names without an account as well, or `session.terminal-locked`.
 * Each lockout lasts twice as long as the one before it, until the right password is given or a day is quiet.
 */
export async function reserveAttempt(db: Db, { loginName, terminal, now, policy }: Attempt): Promise<void> {
  // The terminal first, always: two attempts that need the same two rows never wait for each other in a circle.
  const subjects: readonly Subject[] = [
    { digest: digestOf('terminal', terminal), attempts: policy.lockoutAttempts * terminalShare, code: 'session.terminal-locked' },
    { digest: digestOf('account', loginName), attempts: policy.lockoutAttempts, code: 'session.account-locked' },
  ];
  await db.transaction().execute(async tx => {
    for (const subject of subjects) await countAttempt(tx, subject, { now, policy });
  });
}

async function countAttempt(tx: Db, { digest, attempts, code }: Subject, { now, policy }: Pick<Attempt, 'now' | 'policy'>): Promise<void> {
  const isLastAllowed = sql`attempt.locked_until is null and attempt.failed_count + 1 >= ${attempts}`;
  const minutes = sql`least(${longestLockoutMinutes}, ${policy.lockoutMinutes} * power(2, least(attempt.lockouts, 10)))`;
  const { rows } = await sql`
    insert into sign_in_attempts as attempt (subject_digest, failed_count, failed_at) values (${digest}, 1, ${now})
    on conflict (subject_digest) do update set
      failed_count = case when attempt.locked_until is null then attempt.failed_count + 1 else 1 end,
      locked_until = case when ${isLastAllowed} then ${now}::timestamptz + ${minutes} * interval '1 minute' end,
      lockouts = attempt.lockouts + case when ${isLastAllowed} then 1 else 0 end,
      failed_at = ${now}
    where attempt.locked_until is null or attempt.locked_until <= ${now}
    returning failed_count`.execute(tx);
  if (rows.length === 0) throw new AppError(code, { minutes: await countMinutesLeft(tx, digest, now) });
}

async function countMinutesLeft(db: Db, digest: Buffer, now: Date): Promise<number> {
  const row = await db.selectFrom('signInAttempts').select('lockedUntil').where('subjectDigest', '=', digest).executeTakeFirst();
  return Math.max(1, Math.ceil(((row?.lockedUntil?.getTime() ?? 0) - now.getTime()) / 60_000));
}

/** After the right password. Forgives the terminal what this name failed there, not what other names did. */
export async function clearAttempts(db: Db, { loginName, terminal }: Pick<Attempt, 'loginName' | 'terminal'>): Promise<void> {
  const own = await db.selectFrom('signInAttempts').select('failedCount').where('subjectDigest', '=', digestOf('account', loginName)).executeTakeFirst();
  await db
    .updateTable('signInAttempts')
    .set({ failedCount: sql<number>`greatest(0, failed_count - ${own?.failedCount ?? 0})`, lockedUntil: null })
    .where('subjectDigest', '=', digestOf('terminal', terminal))
    .execute();
  await unlockAccount(db, loginName);
}

export async function unlockAccount(db: Db, loginName: string): Promise<void> {
  await db.deleteFrom('signInAttempts').where('subjectDigest', '=', digestOf('account', loginName)).execute();
}

/** Those of the names that are locked out now, with the time until when. */
export async function findLockedOut(db: Db, loginNames: readonly string[], now: Date): Promise<ReadonlyMap<string, Date>> {
  if (loginNames.length === 0) return new Map();
  const names = new Map(loginNames.map(name => [digestOf('account', name).toString('hex'), name]));
  const rows = await db.selectFrom('signInAttempts').select(['subjectDigest', 'lockedUntil']).where('lockedUntil', '>', now).execute();
  return new Map(rows.flatMap(({ subjectDigest, lockedUntil }) => {
    const name = names.get(subjectDigest.toString('hex'));
    return name === undefined || lockedUntil === null ? [] : [[name, lockedUntil] as const];
  }));
}

/** Forgets what nobody has tried for a day and is not locked out any more. */
export async function sweepAttempts(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('signInAttempts')
    .where('failedAt', '<', new Date(now.getTime() - 24 * 3_600_000))
    .where(where => where.or([where('lockedUntil', 'is', null), where('lockedUntil', '<', now)]))
    .execute();
}
