import { sql } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { EnrolledTerminal, TerminalState } from '#shared/domain/administration';
import type { Edition } from '#shared/domain/edition';
import { AppError } from '#shared/errors/app-error';
import type { TerminalCertificate } from '../../certificates/index.ts';
import type { Db } from '../../db/schema.ts';

export type TerminalRow = {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly state: TerminalState;
  readonly edition: Edition;
  readonly fingerprint: string;
  readonly csrPem: string;
};

/** Held until the transaction ends: of two decisions at once the second finds the first. Throws `resource.not-found`. */
export async function lockTerminal(tx: Db, id: string): Promise<TerminalRow> {
  await tx.selectFrom('terminals').select('id').where('id', '=', id).forUpdate().execute();
  const row = await tx
    .selectFrom('terminals')
    .innerJoin('units', 'units.id', 'terminals.unitId')
    .select(['terminals.id', 'terminals.name', 'unitId', 'units.name as unitName', 'state', 'edition', 'fingerprint', 'csrPem'])
    .where('terminals.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('resource.not-found');
  return row;
}

export async function addCertificate(tx: Db, terminalId: string, certificate: TerminalCertificate): Promise<void> {
  await tx.insertInto('terminalCertificates').values({ ...certificate, terminalId, firstUsedAt: null, revokedAt: null }).execute();
}

export type TerminalQuestion = { readonly state: TerminalState | null; readonly query: string; readonly page: number };

/** Those that wait for a decision first, then the newest. */
export async function listTerminals(db: Db, question: TerminalQuestion): Promise<{ items: z.input<typeof EnrolledTerminal>[]; total: number }> {
  const offset = (question.page - 1) * pageSize;
  const counted = selectMatching(db, question).select('terminals.id').limit(totalLimit).as('counted');
  const { total } = await db.selectFrom(counted).select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow();
  if (offset >= totalLimit) return { items: [], total: Number(total) };
  const rows = await selectMatching(db, question)
    .select(['terminals.id', 'terminals.name', 'unitId', 'units.name as unitName', 'state', 'edition', 'terminals.fingerprint', 'requestedAt', 'decidedAt', 'lastSeenAt'])
    .select(sql<Date | null>`(select max(c.expires_at) from terminal_certificates c where c.terminal_id = terminals.id and c.revoked_at is null)`.as('certificateExpiresAt'))
    .orderBy(sql`state = 'requested'`, 'desc')
    .orderBy('requestedAt', 'desc')
    .orderBy('terminals.id')
    .limit(pageSize)
    .offset(offset)
    .execute();
  return { items: rows.map(presentTerminal), total: Number(total) };
}

const selectMatching = (db: Db, { state, query }: TerminalQuestion) => {
  const all = db.selectFrom('terminals').innerJoin('units', 'units.id', 'terminals.unitId');
  const inState = state === null ? all : all.where('state', '=', state);
  if (query === '') return inState;
  return inState.where(sql<boolean>`(strpos(lower(terminals.name), ${query.toLowerCase()}) > 0 or strpos(units.name, ${query}) > 0)`);
};

type ListedRow = Omit<TerminalRow, 'csrPem'> & { readonly requestedAt: Date; readonly decidedAt: Date | null; readonly lastSeenAt: Date | null; readonly certificateExpiresAt: Date | null };

function presentTerminal({ requestedAt, decidedAt, lastSeenAt, certificateExpiresAt, ...row }: ListedRow): z.input<typeof EnrolledTerminal> {
  const text = (at: Date | null): string | null => at?.toISOString() ?? null;
  return { ...row, requestedAt: requestedAt.toISOString(), decidedAt: text(decidedAt), lastSeenAt: text(lastSeenAt), certificateExpiresAt: text(certificateExpiresAt) };
}
