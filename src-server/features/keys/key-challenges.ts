import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';

export const challengeLimits = { seconds: 60, nonceBytes: 32 } as const;

type Asked = { readonly loginName: string; readonly terminal: string; readonly now: Date };

const digestName = (loginName: string): Buffer => createHash('sha256').update(loginName.toLowerCase()).digest();

/** A new one replaces the one that the terminal had. Names without an account get one like all others. */
export async function issueChallenge(db: Db, { loginName, terminal, now }: Asked): Promise<{ id: string; nonce: Buffer }> {
  const challenge = { id: randomUUID(), nameDigest: digestName(loginName), nonce: randomBytes(challengeLimits.nonceBytes), issuedAt: now };
  await db
    .insertInto('keyChallenges')
    .values({ terminal, ...challenge })
    .onConflict(conflict => conflict.column('terminal').doUpdateSet(challenge))
    .execute();
  return challenge;
}

/** Takes the nonce out of the table, so that it serves once whatever comes of it. Throws `key.challenge-expired`, also for another name or terminal. */
export async function takeChallenge(db: Db, id: string, { loginName, terminal, now }: Asked): Promise<Buffer> {
  const row = await db.deleteFrom('keyChallenges').where('id', '=', id).returning(['terminal', 'nameDigest', 'nonce', 'issuedAt']).executeTakeFirst();
  const ageMs = row ? now.getTime() - row.issuedAt.getTime() : Infinity;
  // Below zero: the clock was set back since, and nobody can say how old it is.
  const isFresh = ageMs >= 0 && ageMs < challengeLimits.seconds * 1000;
  if (!row || !isFresh || row.terminal !== terminal || !row.nameDigest.equals(digestName(loginName))) throw new AppError('key.challenge-expired');
  return row.nonce;
}

/** Forgets what no signature can use any more. */
export async function sweepChallenges(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('keyChallenges').where('issuedAt', '<', new Date(now.getTime() - challengeLimits.seconds * 1000)).execute();
}
