import { randomUUID } from 'node:crypto';
import type { TerminalState } from '#shared/domain/administration';
import type { Edition } from '#shared/domain/edition';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { issueTerminalCertificate, readSigningRequest, type ProvedKey } from '../../certificates/index.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent, type Actor } from '../audit/index.ts';
import { noteTerminalOfCode, requireOpenCode, takeCode, type UsedCode } from './enrolment-codes.ts';
import { isWithoutTerminals } from './first-terminal.ts';
import { addCertificate } from './terminal-repository.ts';
import { createTokenBucket } from './token-bucket.ts';

export type EnrolmentRequest = { readonly code: string; readonly name: string; readonly edition: Edition; readonly csrPem: string };
type Enrolling = Pick<Services, 'db' | 'now' | 'authority'> & { readonly isProduction: boolean };

/** Anyone who reaches the port may try a code: what that costs the log has a limit. A right code is not held up by wrong ones. */
const failures = createTokenBucket({ size: 60, perMinute: 60 });

/** One code, one request. Answers with the id that the terminal asks about, and the fingerprint that two people compare. */
export async function requestEnrolment(services: Enrolling, request: EnrolmentRequest): Promise<{ id: string; fingerprint: string }> {
  try {
    await requireOpenCode(services.db, request.code, services.now());
    const key = await readSigningRequest(request.csrPem);
    return await services.db.transaction().execute(tx => enrol({ ...services, db: tx }, request, key));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (!failures.take()) throw new AppError('server.busy', {}, { cause: error });
    await recordEvent(services.db, stranger(request), { act: 'terminals.request', object: request.name, result: 'failed', detail: error.code });
    throw error;
  }
}

function stranger({ name }: EnrolmentRequest, unitName = ''): Actor {
  return { accountId: null, displayName: '', unitName, terminalName: name };
}

async function enrol(services: Enrolling, request: EnrolmentRequest, key: ProvedKey): Promise<{ id: string; fingerprint: string }> {
  const { db: tx, now } = services;
  const code = await takeCode(tx, request.code, now());
  // In production such a code lets in the first terminal, and no other.
  if (code.isAutomatic && services.isProduction && !(await isWithoutTerminals(tx, now()))) throw new AppError('terminal.code-invalid');
  const unit = await requireUnit(tx, code);
  const id = randomUUID();
  const { fingerprint } = key;
  const values = { id, name: request.name, unitId: unit.id, state: 'requested', edition: request.edition, fingerprint, csrPem: request.csrPem, requestedAt: now(), decidedBy: null, decidedAt: null, lastSeenAt: null } as const;
  await tx.insertInto('terminals').values(values).execute();
  await noteTerminalOfCode(tx, request.code, id);
  await recordEvent(tx, stranger(request, unit.name), { act: 'terminals.request', object: request.name, detail: fingerprint });
  if (code.isAutomatic) await approveByItself(services, values, key);
  return { id, fingerprint };
}

/** The unit that the code was made for; an automatic code belongs to the one at the top. */
async function requireUnit(tx: Db, { unitId }: UsedCode): Promise<{ id: string; name: string }> {
  const units = tx.selectFrom('units').select(['id', 'name']);
  const unit = await (unitId === null ? units.where('parentId', 'is', null).orderBy('position').orderBy('id').limit(1) : units.where('id', '=', unitId)).executeTakeFirst();
  if (!unit) throw new AppError('terminal.code-invalid');
  return unit;
}

async function approveByItself({ db: tx, now, authority }: Enrolling, { id, name }: { readonly id: string; readonly name: string }, key: ProvedKey): Promise<void> {
  await tx.updateTable('terminals').set({ state: 'approved', decidedAt: now() }).where('id', '=', id).execute();
  await addCertificate(tx, id, await issueTerminalCertificate(authority, { terminalId: id, key, now: now() }));
  const nobody: Actor = { accountId: null, displayName: '', unitName: '', terminalName: name };
  await recordEvent(tx, nobody, { act: 'terminals.approve', object: name, detail: 'automatic code' });
}

/** The certificate is no secret: without the key it opens nothing. Throws `resource.not-found`. */
export async function readRequestState({ db, now }: Pick<Services, 'db' | 'now'>, id: string): Promise<{ state: TerminalState; certificatePem: string | null }> {
  const terminal = await db.selectFrom('terminals').select('state').where('id', '=', id).executeTakeFirst();
  if (!terminal) throw new AppError('resource.not-found');
  if (terminal.state !== 'approved') return { state: terminal.state, certificatePem: null };
  const newest = await db
    .selectFrom('terminalCertificates')
    .select('pem')
    .where('terminalId', '=', id)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now())
    .orderBy('issuedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { state: terminal.state, certificatePem: newest?.pem ?? null };
}
