import { z } from 'zod';
import { EnrolledTerminal, Fingerprint, TerminalState } from '../../domain/administration.ts';
import { Edition } from '../../domain/edition.ts';
import { TerminalId, UnitId } from '../../domain/ids.ts';
import { listOf, Nothing, PageNumber } from '../lists.ts';
import { operation } from '../operation.ts';

const Pem = z.string().min(100).max(8192);
const Reason = z.string().trim().min(1).max(200);

/** Asked by a machine that has no certificate yet: the only operations besides `site.get` that answer it. */
export const enrolmentOperations = {
  /** `code` is the one-time code of an administrator (128 bits, 24 hours, for one unit); `edition` what the program there is. */
  'terminals.request': operation(z.object({ code: z.string().trim().max(60), name: z.string().trim().min(1).max(60), edition: Edition.default('archive'), csrPem: Pem }), z.object({ id: TerminalId, fingerprint: Fingerprint })),
  /** Asked again and again by the terminal that waits; the certificate goes with the first answer after the approval. */
  'terminals.requestState': operation(z.object({ id: TerminalId }), z.object({ state: TerminalState, certificatePem: z.string().nullable() })),
};

export const terminalOperations = {
  'terminals.list': operation(z.object({ state: TerminalState.nullable().default(null), query: z.string().trim().max(60).default(''), page: PageNumber }), listOf(EnrolledTerminal)),
  /** By the system administrator or the security officer; told once. */
  'terminals.createCode': operation(z.object({ unitId: UnitId }), z.object({ code: z.string(), expiresAt: z.iso.datetime() })),
  /** By the security officer, who types or compares the fingerprint that the terminal shows. `edition` is his to decide; null: as it was asked for. */
  'terminals.approve': operation(z.object({ id: TerminalId, fingerprint: Fingerprint, edition: Edition.nullable().default(null) }), Nothing),
  'terminals.refuse': operation(z.object({ id: TerminalId, reason: Reason }), Nothing),
  /** Ends its sessions and cuts its connections at once. */
  'terminals.revoke': operation(z.object({ id: TerminalId, reason: Reason }), Nothing),
};

/** Asked by a terminal with its certificate, whether or not somebody is signed in. */
export const renewalOperations = {
  /** A new key under the old certificate, in the last third of its validity. */
  'terminals.renew': operation(z.object({ csrPem: Pem }), z.object({ certificatePem: z.string() })),
};
