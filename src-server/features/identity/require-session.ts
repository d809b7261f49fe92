import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error';
import type { Role } from '#shared/domain/account';
import { keptPlan } from '../../db/kept-plan.ts';
import type { Db } from '../../db/schema.ts';
import { slot, writtenStatement } from '../../db/written-statement.ts';
import { recordEvent } from '../audit/index.ts';
import { selectStanding, type Subject } from '../authority/index.ts';
import { endSessions, findSessionEnding } from './session-endings.ts';
import { digestToken, sessionLimits } from './sessions.ts';

const touchEveryMs = 60_000;
/** A session used in the future means that the clock was put back: it ends, or it would live longer than it may. */
const toleratedClockSeconds = 300;

export type Call = {
  readonly token: string | undefined;
  /** SHA-256 of the certificate under which it came. */
  readonly certificate: string;
  /** Of a person, not of a program that asks by itself: puts off the end by idleness. */
  readonly isAct: boolean;
  readonly now: Date;
};

export type SignedIn = {
  readonly subject: Subject;
  readonly mustChangePassword: boolean;
  readonly isLocked: boolean;
  readonly sessionKey: Buffer;
  readonly certificateUse: { readonly terminalId: string; readonly certificate: string; readonly isFirstUse: boolean; readonly lastSeenAt: Date | null };
};

type SessionRow = Omit<Subject, 'roles' | 'scopeUnitIds' | 'terminalId' | 'terminalName'> & {
  readonly roles: readonly Role[];
  /** Comma-separated: hundreds of ids are read faster as one text than as an array. */
  readonly scope: string;
  readonly mustChangePassword: boolean;
  readonly isLocked: boolean;
  readonly lastUsedAt: Date;
  /** Where it was begun, and under which certificate it was used last. */
  readonly ownTerminalId: string;
  readonly ownCertificate: string;
  /** Who asks now; null when the certificate is no longer good. */
  readonly terminalId: string | null;
  readonly terminalName: string | null;
  readonly lastSeenAt: Date | null;
  readonly isFirstUse: boolean;
};

/**
 * Who calls, in one query: every request asks this. Throws `session.required` without a token, `terminal.not-enrolled` for a
 * certificate that is not good, the reason why the session ended, or `session.expired`.
 */
export async function requireSession(db: Db, call: Call): Promise<SignedIn> {
  const { token, certificate, now } = call;
  if (token === undefined) throw new AppError('session.required');
  const tokenHash = digestToken(token);
  const row = (await selectSession(db, { tokenHash, certificate, now }))[0];
  if (row === undefined) throw new AppError((await findSessionEnding(db, tokenHash, certificate)) ?? 'session.expired');
  const { mustChangePassword, isLocked, lastUsedAt, scope, ownTerminalId, ownCertificate, terminalId, terminalName, lastSeenAt, isFirstUse, ...account } = row;
  if (terminalId === null || terminalName === null) throw new AppError('terminal.not-enrolled');
  const subject: Subject = { ...account, terminalId, terminalName, scopeUnitIds: scope.split(',') };
  if (terminalId !== ownTerminalId) throw await endReplayed(db, tokenHash, subject);
  await noteLife(db, tokenHash, { ...call, ownCertificate, lastUsedAt });
  return { subject, mustChangePassword, isLocked, sessionKey: tokenHash, certificateUse: { terminalId, certificate, isFirstUse, lastSeenAt } };
}

/** An act puts off the end by idleness; after a renewal the session goes on under the terminal's new certificate. */
async function noteLife(db: Db, tokenHash: Buffer, { isAct, now, certificate, ownCertificate, lastUsedAt }: Call & Pick<SessionRow, 'ownCertificate' | 'lastUsedAt'>): Promise<void> {
  const isDue = isAct && now.getTime() - lastUsedAt.getTime() > touchEveryMs;
  if (!isDue && certificate === ownCertificate) return;
  const change = { certificateFingerprint: certificate, ...(isDue ? { lastUsedAt: now } : {}) };
  await db.updateTable('sessions').set(change).where('tokenHash', '=', tokenHash).execute();
}

/** Somebody copied the token: it is worth nothing from here on, for either of the two. */
async function endReplayed(db: Db, tokenHash: Buffer, thief: Subject): Promise<AppError> {
  await db.transaction().execute(async tx => {
    const own = await tx.selectFrom('sessions').innerJoin('terminals', 'terminals.id', 'sessions.terminalId').select('terminals.name').where('tokenHash', '=', tokenHash).executeTakeFirst();
    await endSessions(tx, { tokenHash }, 'session.replayed');
    await recordEvent(tx, thief, { act: 'session.replayed', object: own?.name ?? '', result: 'denied', detail: 'session ended' });
  });
  return new AppError('session.required');
}

/** Limits are read with each request: what the policy shortens holds at once. */
const selectSession = writtenStatement(() => sql<SessionRow>`${keptPlan}
  select a.id as account_id, a.display_name, a.unit_id, u.name as unit_name, a.id_number, a.clearance,
    a.must_change_password or s.must_change_password as must_change_password, s.is_locked, s.last_used_at,
    s.terminal_id as own_terminal_id, s.certificate_fingerprint as own_certificate,
    t.id as terminal_id, t.name as terminal_name, t.edition, t.last_seen_at, c.first_used_at is null as is_first_use,
    array(select role from account_roles where account_id = a.id) as roles,
    ${selectStanding(slot('now'))},
    (
      with recursive managed as (
        select u.id
        union
        select below.id from units below join managed on below.parent_id = managed.id where u.is_custodian
      ) select string_agg(id::text, ',') from managed
    ) as scope
  from sessions s
  join accounts a on a.id = s.account_id
  join units u on u.id = a.unit_id
  left join settings p on p.key = 'access-policy'
  left join terminal_certificates c on c.fingerprint = ${slot('certificate')} and c.revoked_at is null and c.expires_at > ${slot('now')}
  left join terminals t on t.id = c.terminal_id and t.state = 'approved'
  where s.token_hash = ${slot('tokenHash')} and a.state = 'active' and s.expires_at > ${slot('now')}
    and s.last_used_at <= ${slot('now')}::timestamptz + ${toleratedClockSeconds} * interval '1 second'
    and s.created_at > ${slot('now')}::timestamptz - least(${sessionLimits.absoluteHours}, coalesce((p.value->>'sessionHours')::integer, ${sessionLimits.absoluteHours})) * interval '1 hour'
    and s.last_used_at > ${slot('now')}::timestamptz - least(${sessionLimits.idleMinutes}, coalesce((p.value->>'sessionIdleMinutes')::integer, ${sessionLimits.idleMinutes})) * interval '1 minute'`);
