import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { AppError } from '#shared/errors/app-error';
import type { Role } from '#shared/domain/account';
import type { Db } from '../../db/schema.ts';
import { selectStanding, type Subject } from '../authority/index.ts';

export const sessionLimits = { idleMinutes: 30, absoluteHours: 8 } as const;
const touchEveryMs = 60_000;

export type SignedIn = { readonly subject: Subject; readonly mustChangePassword: boolean };
type NewSession = { readonly accountId: string; readonly terminalName: string; readonly mustChangePassword?: boolean; readonly now: Date };

/** The token is kept as its digest only: who reads the table cannot use it. */
function digestToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Starts the account's one session; an older one ends with this. Returns its opaque token of 256 bits. */
export async function startSession(db: Db, { accountId, terminalName, mustChangePassword = false, now }: NewSession): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const session = {
    tokenHash: digestToken(token),
    terminalName,
    createdAt: now,
    lastUsedAt: now,
    confirmedAt: now,
    mustChangePassword,
    expiresAt: new Date(now.getTime() + sessionLimits.absoluteHours * 3_600_000),
  };
  await db
    .insertInto('sessions')
    .values({ accountId, ...session })
    .onConflict(conflict => conflict.column('accountId').doUpdateSet(session))
    .execute();
  await db.updateTable('accounts').set({ lastSignInAt: now }).where('id', '=', accountId).execute();
  return token;
}

export async function endSession(db: Db, accountId: string): Promise<void> {
  await db.deleteFrom('sessions').where('accountId', '=', accountId).execute();
}

type SessionRow = Omit<Subject, 'roles' | 'scopeUnitIds'> & {
  readonly roles: readonly Role[];
  /** Comma-separated: hundreds of ids are read faster as one text than as an array. */
  readonly scope: string;
  readonly mustChangePassword: boolean;
  readonly lastUsedAt: Date;
};

/** Who calls, in one query: every request asks this. Throws `session.required` without a token, `session.expired` for one that is no longer good. */
export async function requireSession(db: Db, token: string | undefined, now: Date): Promise<SignedIn> {
  if (token === undefined) throw new AppError('session.required');
  const tokenHash = digestToken(token);
  const row = (await selectSession(tokenHash, now).execute(db)).rows[0];
  if (row === undefined) throw new AppError('session.expired');
  const { mustChangePassword, lastUsedAt, scope, ...subject } = row;
  if (now.getTime() - lastUsedAt.getTime() > touchEveryMs) {
    await db.updateTable('sessions').set({ lastUsedAt: now }).where('tokenHash', '=', tokenHash).execute();
  }
  return { subject: { ...subject, scopeUnitIds: scope.split(',') }, mustChangePassword };
}

const selectSession = (tokenHash: Buffer, now: Date) => sql<SessionRow>`
  select a.id as account_id, a.display_name, a.unit_id, u.name as unit_name, a.id_number, a.clearance, s.terminal_name, null as terminal_id, a.must_change_password or s.must_change_password as must_change_password, s.last_used_at,
    array(select role from account_roles where account_id = a.id) as roles,
    ${selectStanding(now)},
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
  where s.token_hash = ${tokenHash} and a.state = 'active' and s.expires_at > ${now}
    and s.last_used_at > ${new Date(now.getTime() - sessionLimits.idleMinutes * 60_000)}`;
