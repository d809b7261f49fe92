import { sql } from 'kysely';
import type { Edition } from '#shared/domain/edition';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';

/** An enrolled terminal and the certificate that it shows now. */
export type KnownTerminal = {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the certificate, in hex. */
  readonly certificate: string;
  /** As the officer approved it. */
  readonly edition: Edition;
};

/** What has to be noted down of a certificate in use: rarely anything. */
export type CertificateUse = { readonly terminalId: string; readonly certificate: string; readonly isFirstUse: boolean; readonly lastSeenAt: Date | null };

/** Throws `terminal.not-enrolled` for a certificate that is unknown, expired or revoked. */
export async function requireTerminal(db: Db, fingerprint: string, now: Date): Promise<KnownTerminal> {
  const row = await db
    .selectFrom('terminalCertificates as c')
    .innerJoin('terminals as t', 't.id', 'c.terminalId')
    .select(['t.id', 't.name', 't.edition', 'c.fingerprint as certificate', 'c.firstUsedAt', 't.lastSeenAt'])
    .where('c.fingerprint', '=', fingerprint)
    .where('c.revokedAt', 'is', null)
    .where('c.expiresAt', '>', now)
    .where('t.state', '=', 'approved')
    .executeTakeFirst();
  if (!row) throw new AppError('terminal.not-enrolled');
  const { firstUsedAt, lastSeenAt, ...terminal } = row;
  await noteUse(db, { terminalId: row.id, certificate: row.certificate, isFirstUse: firstUsedAt === null, lastSeenAt }, now);
  return terminal;
}

const seenEveryMs = 60_000;
/** What is under way with the old certificate may come to its end. */
const overlapMinutes = 10;

/** At its first use a certificate retires those before it; once a minute the terminal counts as seen. */
export async function noteUse(db: Db, { terminalId, certificate, isFirstUse, lastSeenAt }: CertificateUse, now: Date): Promise<void> {
  if (isFirstUse) {
    await db.updateTable('terminalCertificates').set({ firstUsedAt: now }).where('fingerprint', '=', certificate).execute();
    const retiresAt = new Date(now.getTime() + overlapMinutes * 60_000);
    await db
      .updateTable('terminalCertificates')
      .set({ expiresAt: sql<Date>`least(expires_at, ${retiresAt})` })
      .where('terminalId', '=', terminalId)
      .where('fingerprint', '<>', certificate)
      .where('issuedAt', '<=', eb => eb.selectFrom('terminalCertificates as own').select('own.issuedAt').where('own.fingerprint', '=', certificate))
      .execute();
  }
  if (lastSeenAt !== null && now.getTime() - lastSeenAt.getTime() < seenEveryMs) return;
  await db.updateTable('terminals').set({ lastSeenAt: now }).where('id', '=', terminalId).execute();
}
