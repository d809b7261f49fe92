import { sql } from 'kysely';
import type { SessionEnding } from '#shared/domain/session-ending';
import type { Db } from '../../db/schema.ts';

export type EndedSessions = { readonly accountId: string } | { readonly terminalId: string } | { readonly tokenHash: Buffer };

/** Ends them and keeps the reason for whoever still holds a token. */
export async function endSessions(db: Db, which: EndedSessions, reason: SessionEnding): Promise<void> {
  await sql`
    with ended as (delete from sessions where ${conditionOf(which)} returning token_hash, terminal_id)
    insert into ended_sessions (token_hash, terminal_id, reason) select token_hash, terminal_id, ${reason} from ended`.execute(db);
}

function conditionOf(which: EndedSessions) {
  if ('accountId' in which) return sql`account_id = ${which.accountId}`;
  if ('terminalId' in which) return sql`terminal_id = ${which.terminalId}`;
  return sql`token_hash = ${which.tokenHash}`;
}

/** Told to the terminal that the session belonged to, to no other. */
export async function findSessionEnding(db: Db, tokenHash: Buffer, certificate: string): Promise<SessionEnding | undefined> {
  const row = await db
    .selectFrom('endedSessions')
    .innerJoin('terminalCertificates as c', 'c.terminalId', 'endedSessions.terminalId')
    .select('reason')
    .where('tokenHash', '=', tokenHash)
    .where('c.fingerprint', '=', certificate)
    .executeTakeFirst();
  return row?.reason;
}

/** Nobody asks with a token of yesterday. */
export async function sweepEndedSessions(db: Db): Promise<void> {
  await sql`delete from ended_sessions where ended_at < clock_timestamp() - interval '1 day'`.execute(db);
}
