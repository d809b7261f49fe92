import { createHash, createPublicKey, randomUUID, X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import type { keyOperations } from '#shared/contract/server/key-operations';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import type { Subject } from '../authority/index.ts';
import { clearAttempts, findActiveAccount, provePassword } from '../identity/index.ts';
import { findActiveKeys, maxKeysPerAccount } from './key-repository.ts';
import { readSigned, type KeyTerminal } from './prove-key.ts';
import { isSignedBy, suitesOf } from './verify-signature.ts';

type Registration = z.output<(typeof keyOperations)['keys.register']['input']>;
type Officer = { readonly subject: Subject; readonly terminal: KeyTerminal };

const act = 'keys.register';

/** Ties a key to an account when both the key and its holder have been here. Answers its id. */
export async function registerKey(services: Services, { subject, terminal }: Officer, registration: Registration): Promise<string> {
  const { db, now } = services;
  const { accountId, serial, label, holderPassword } = registration;
  const account = await findActiveAccount(db, accountId);
  if (!account) throw new AppError('resource.not-found');
  const { loginName } = account;
  const shown = readKey(registration);
  const signed = await readSigned(services, { loginName, proof: registration, purpose: 'register', terminal });
  if (!isSignedBy(shown.publicKey, signed)) throw new AppError('key.unproven');
  if (shown.expiresAt !== null && shown.expiresAt <= now()) throw new AppError('key.expired');
  await provePassword(services, { act, account, loginName, password: holderPassword, actor: subject, terminal: terminal.id });
  const id = randomUUID();
  await db.transaction().execute(async tx => {
    await clearAttempts(tx, { loginName, terminal: terminal.id });
    // Two officers at once: the account's row makes the second wait until the first is counted.
    await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute();
    if ((await findActiveKeys(tx, accountId)).length >= maxKeysPerAccount) throw new AppError('key.too-many', { count: maxKeysPerAccount });
    const added = await tx
      .insertInto('signingKeys')
      .values({ id, accountId, ...shown, serial, label, registeredBy: subject.accountId, registeredAt: now() })
      .onConflict(conflict => conflict.column('fingerprint').where('state', '=', 'active').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!added) throw new AppError('key.already-registered');
    await recordEvent(tx, subject, { act, object: loginName, detail: `key ${serial}, fingerprint ${shown.fingerprint.slice(0, 16)}` });
  });
  return id;
}

type ShownKey = { readonly publicKey: Buffer; readonly certificate: Buffer | null; readonly fingerprint: string; readonly holder: string; readonly expiresAt: Date | null };

/** Throws `key.not-supported` for what is neither a certificate nor a public key, and for keys too weak or of another kind. */
function readKey({ certificate, publicKey, suite }: Registration): ShownKey {
  const parsed = certificate === null ? null : parse(() => new X509Certificate(Buffer.from(certificate, 'base64')));
  const key = parsed?.publicKey ?? parse(() => createPublicKey({ key: Buffer.from(publicKey ?? '', 'base64'), format: 'der', type: 'spki' }));
  if (!suitesOf(key).includes(suite)) throw new AppError('key.not-supported');
  const spki = key.export({ format: 'der', type: 'spki' });
  const fingerprint = createHash('sha256').update(spki).digest('hex');
  if (!parsed) return { publicKey: spki, fingerprint, certificate: null, holder: '', expiresAt: null };
  const holder = /^CN=(.*)$/m.exec(parsed.subject)?.[1] ?? '';
  return { publicKey: spki, fingerprint, certificate: parsed.raw, holder: holder.slice(0, 60), expiresAt: parsed.validToDate };
}

function parse<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new AppError('key.not-supported', {}, { cause });
  }
}
