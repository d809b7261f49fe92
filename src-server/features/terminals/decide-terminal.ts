import { sql } from 'kysely';
import type { Edition } from '#shared/domain/edition';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { issueTerminalCertificate, readSigningRequest } from '../../certificates/index.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { endSessions } from '../identity/index.ts';
import { addCertificate, lockTerminal, type TerminalRow } from './terminal-repository.ts';

type Approval = { readonly id: string; readonly fingerprint: string; readonly edition: Edition | null };

/** The officer has compared the fingerprint with the one that the terminal shows; it comes along so that nothing else can be approved. */
export async function approveTerminal({ db, now, authority }: Services, subject: Subject, { id, fingerprint, edition: decided }: Approval): Promise<void> {
  await db.transaction().execute(async tx => {
    const terminal = await lockTerminal(tx, id);
    requireState(terminal, 'requested');
    if (terminal.fingerprint !== fingerprint) throw new AppError('terminal.fingerprint-differs');
    await requireNameFree(tx, terminal);
    const edition = decided ?? terminal.edition;
    const key = await readSigningRequest(terminal.csrPem);
    await addCertificate(tx, id, await issueTerminalCertificate(authority, { terminalId: id, key, now: now() }));
    await tx.updateTable('terminals').set({ state: 'approved', edition, decidedBy: subject.accountId, decidedAt: now() }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act: 'terminals.approve', object: terminal.name, detail: fingerprint, changes: [{ field: 'edition', before: terminal.edition, after: edition }] });
  });
}

export async function refuseTerminal({ db, now }: Services, subject: Subject, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> {
  await db.transaction().execute(async tx => {
    const terminal = await lockTerminal(tx, id);
    requireState(terminal, 'requested');
    await tx.updateTable('terminals').set({ state: 'refused', decidedBy: subject.accountId, decidedAt: now(), reason }).where('id', '=', id).execute();
    await recordEvent(tx, subject, { act: 'terminals.refuse', object: terminal.name, detail: reason });
  });
}

/** Its certificates are worth nothing from here on, its sessions end with them; the connections are cut right after. */
export async function revokeTerminal({ db, now, revocations }: Services, subject: Subject, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> {
  await db.transaction().execute(async tx => {
    const terminal = await lockTerminal(tx, id);
    requireState(terminal, 'approved');
    await tx.updateTable('terminals').set({ state: 'revoked', decidedBy: subject.accountId, decidedAt: now(), reason }).where('id', '=', id).execute();
    // By the database's clock: other processes ask what was revoked lately.
    await tx.updateTable('terminalCertificates').set({ revokedAt: sql<Date>`clock_timestamp()` }).where('terminalId', '=', id).where('revokedAt', 'is', null).execute();
    await endSessions(tx, { terminalId: id }, 'terminal.revoked');
    await recordEvent(tx, subject, { act: 'terminals.revoke', object: terminal.name, detail: reason });
  });
  await revocations.refresh();
}

function requireState({ state }: TerminalRow, wanted: TerminalRow['state']): void {
  if (state !== wanted) throw new AppError('terminal.state-conflict', { state });
}

/** In the log and on every page a terminal is told by its name. */
async function requireNameFree(tx: Db, { id, name }: TerminalRow): Promise<void> {
  const other = await tx.selectFrom('terminals').select('id').where(sql`lower(name)`, '=', name.toLowerCase()).where('state', '=', 'approved').where('id', '<>', id).limit(1).executeTakeFirst();
  if (other) throw new AppError('terminal.name-taken', { name });
}
