import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { issueTerminalCertificate, readSigningRequest } from '../../certificates/index.ts';
import { recordEvent } from '../audit/index.ts';
import { addCertificate, lockTerminal } from './terminal-repository.ts';
import type { KnownTerminal } from './terminal-access.ts';

/**
 * A certificate for a new key, asked for under the old one in the last third of its validity. The old one stays good until the
 * new one is used: an answer that was lost on the way locks nobody out. Throws `terminal.renewal-early`.
 */
export async function renewCertificate({ db, now, authority }: Services, terminal: KnownTerminal, csrPem: string): Promise<{ certificatePem: string }> {
  const key = await readSigningRequest(csrPem);
  return db.transaction().execute(async tx => {
    const { name, fingerprint, unitName } = await lockTerminal(tx, terminal.id);
    const current = await tx.selectFrom('terminalCertificates').select(['issuedAt', 'expiresAt', 'firstUsedAt']).where('fingerprint', '=', terminal.certificate).executeTakeFirstOrThrow();
    const renewsFrom = current.expiresAt.getTime() - (current.expiresAt.getTime() - current.issuedAt.getTime()) / 3;
    if (now().getTime() < renewsFrom) throw new AppError('terminal.renewal-early');
    // One that was issued before and never used: its answer was lost.
    await tx.deleteFrom('terminalCertificates').where('terminalId', '=', terminal.id).where('firstUsedAt', 'is', null).where('fingerprint', '<>', terminal.certificate).execute();
    const certificate = await issueTerminalCertificate(authority, { terminalId: terminal.id, key, now: now() });
    await addCertificate(tx, terminal.id, certificate);
    await tx.updateTable('terminals').set({ fingerprint: key.fingerprint, csrPem }).where('id', '=', terminal.id).execute();
    const actor = { accountId: null, displayName: '', unitName, terminalName: name, terminalId: terminal.id };
    await recordEvent(tx, actor, { act: 'terminals.renew', object: name, changes: [{ field: 'fingerprint', before: fingerprint, after: key.fingerprint }] });
    return { certificatePem: certificate.pem };
  });
}
