import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '#shared/domain/account';
import type { ActKind, ActState } from '#shared/domain/administration';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import type { Deliberation } from './act-rules.ts';

export type ActRecord = Deliberation & {
  readonly id: string;
  readonly state: ActState;
  readonly targetName: string;
  readonly targetUnitName: string;
  readonly content: string;
  readonly digest: Buffer;
  readonly reason: string;
  readonly proposerName: string;
  readonly proposedAt: Date;
  readonly agreedBy: readonly string[];
  readonly decidedAt: Date | null;
};

type Agreement = { readonly accountId: string; readonly idNumber: string | null; readonly agreedAs: Role; readonly displayName: string };

const selectActs = (db: Db) =>
  db
    .selectFrom('administrativeActs as act')
    .innerJoin('accounts as proposer', 'proposer.id', 'act.proposedBy')
    .leftJoin('accounts as target', 'target.id', 'act.targetAccountId')
    .select(['act.id', 'act.kind', 'act.state', 'act.targetAccountId', 'act.targetName', 'act.targetUnitName', 'act.content', 'act.digest', 'act.reason'])
    .select(['act.proposedBy', 'act.proposedAs', 'act.proposedAt', 'act.decidedAt', 'proposer.displayName as proposerName', 'proposer.idNumber as proposerIdNumber', 'target.idNumber as targetIdNumber'])
    .select(sql<Role[]>`array(select role from account_roles where account_id = act.target_account_id)`.as('targetRoles'))
    .select(
      sql<Agreement[]>`(select coalesce(json_agg(json_build_object('accountId', a.id, 'idNumber', a.id_number, 'agreedAs', g.agreed_as, 'displayName', a.display_name) order by g.agreed_at), '[]')
        from administrative_agreements g join accounts a on a.id = g.account_id where g.act_id = act.id and g.digest = act.digest)`.as('agreements'),
    );

type ActRow = Awaited<ReturnType<ReturnType<typeof selectActs>['executeTakeFirstOrThrow']>>;

function toRecord({ proposedBy, proposerIdNumber, targetAccountId, targetIdNumber, targetRoles, agreements, ...row }: ActRow): ActRecord {
  return {
    ...row,
    proposer: { accountId: proposedBy, idNumber: proposerIdNumber },
    target: targetAccountId === null ? null : { accountId: targetAccountId, idNumber: targetIdNumber, roles: targetRoles },
    agreements,
    agreedBy: agreements.map(({ displayName }) => displayName),
  };
}

/** Throws `resource.not-found`. */
export async function requireAct(db: Db, id: string): Promise<ActRecord> {
  const row = await selectActs(db).where('act.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('resource.not-found');
  return toRecord(row);
}

/** Held until the transaction ends: of two decisions at once one is made. */
export async function holdAct(tx: Db, id: string): Promise<ActRecord> {
  await tx.selectFrom('administrativeActs').select('id').where('id', '=', id).forUpdate().execute();
  return requireAct(tx, id);
}

/** Oldest first. Few at any time: each waits for a person. */
export async function listWaiting(db: Db): Promise<readonly ActRecord[]> {
  const rows = await selectActs(db).where('act.state', '=', 'waiting').orderBy('act.proposedAt').orderBy('act.id').limit(500).execute();
  return rows.map(toRecord);
}

type Page = { readonly limit: number; readonly offset: number };

export async function listDecided(db: Db, { limit, offset }: Page): Promise<readonly ActRecord[]> {
  const rows = await selectActs(db).where('act.state', '<>', 'waiting').orderBy('act.decidedAt', 'desc').orderBy('act.id').limit(limit).offset(offset).execute();
  return rows.map(toRecord);
}

export async function listProposedBy(db: Db, accountId: string, { limit, offset }: Page): Promise<readonly ActRecord[]> {
  const rows = await selectActs(db).where('act.proposedBy', '=', accountId).orderBy('act.proposedAt', 'desc').orderBy('act.id').limit(limit).offset(offset).execute();
  return rows.map(toRecord);
}

export async function countActs(db: Db, which: { readonly proposedBy: string } | 'decided', limit: number): Promise<number> {
  const matching = db
    .selectFrom('administrativeActs')
    .select('id')
    .$if(which === 'decided', query => query.where('state', '<>', 'waiting'))
    .$if(which !== 'decided', query => query.where('proposedBy', '=', which === 'decided' ? '' : which.proposedBy))
    .limit(limit);
  const { total } = await db.selectFrom(matching.as('matching')).select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  return Number(total);
}

export type NewAct = {
  readonly kind: ActKind;
  readonly targetAccountId: string | null;
  readonly targetName: string;
  readonly targetUnitName: string;
  readonly content: string;
  readonly digest: Buffer;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAs: Role;
  readonly proposedAt: Date;
  /** Needs nobody else: kept for the record. */
  readonly isDone: boolean;
};

/** Throws `act.already-waiting` when the same is already proposed for the same account. */
export async function insertAct(tx: Db, { isDone, ...act }: NewAct): Promise<string> {
  const decision = isDone ? ({ state: 'done', decidedBy: act.proposedBy, decidedAt: act.proposedAt } as const) : ({ state: 'waiting', decidedBy: null, decidedAt: null } as const);
  const inserted = await tx
    .insertInto('administrativeActs')
    .values({ id: randomUUID(), ...act, ...decision })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new AppError('act.already-waiting');
  return inserted.id;
}

type Decision = { readonly id: string; readonly state: Exclude<ActState, 'waiting'>; readonly decidedBy: string; readonly decidedAt: Date; readonly reason?: string };

export async function decideAct(tx: Db, { id, state, decidedBy, decidedAt, reason = '' }: Decision): Promise<void> {
  await tx.updateTable('administrativeActs').set({ state, decidedBy, decidedAt, decisionReason: reason }).where('id', '=', id).execute();
}
