import { encodeKeyMessage, type KeyPurpose } from '#shared/domain/key-message';
import type { KeySuite } from '#shared/domain/signing-key';
import type { Edition } from '#shared/domain/edition';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent, type Actor } from '../audit/index.ts';
import type { Act } from '../authority/index.ts';
import { readAccessPolicy, reserveAttempt, type AccountRow } from '../identity/index.ts';
import { takeChallenge } from './key-challenges.ts';
import { findActiveKeys, readServerId, type KeyRow } from './key-repository.ts';
import { decoyKey, isSignedBy, type Signed } from './verify-signature.ts';

export type KeyProof = { readonly challengeId: string; readonly suite: KeySuite; readonly signature: string };

/** The terminal at which the key is plugged in. */
export type KeyTerminal = { readonly id: string; readonly name: string; readonly certificate: string; readonly edition: Edition };

export type KeyClaim = {
  readonly act: Act;
  readonly purpose: KeyPurpose;
  readonly account: AccountRow | undefined;
  readonly loginName: string;
  readonly proof: KeyProof;
  readonly actor: Actor;
  readonly terminal: KeyTerminal;
  /** Only this key of the account counts. */
  readonly onlyKeyId?: string | null;
};

type Parts = Pick<Services, 'db' | 'now'>;

/**
 * Which registered key of the account made the signature. Counts like a password; throws the same `session.wrong-credentials`,
 * after about the same time, for an unknown name, an account without keys and a wrong signature. Every refusal is an event.
 */
export async function proveKey(parts: Parts, claim: KeyClaim): Promise<KeyRow> {
  try {
    const key = await findSigner(parts, claim);
    if (key.expiresAt !== null && key.expiresAt <= parts.now()) throw new AppError('key.expired');
    return key;
  } catch (error) {
    if (error instanceof AppError) await recordRefusal(parts.db, claim, error.code);
    throw error;
  }
}

async function recordRefusal(db: Db, { act, account, actor }: KeyClaim, code: string): Promise<void> {
  const refusal = refusals[code];
  if (!refusal) return;
  const detail = account === undefined && refusal.result === 'failed' ? 'unknown name' : refusal.detail;
  await recordEvent(db, actor, { act, object: account?.loginName ?? '', result: refusal.result, detail });
}

const refusals: Readonly<Record<string, { readonly result: 'denied' | 'failed'; readonly detail: string }>> = {
  'session.account-locked': { result: 'denied', detail: 'account locked out' },
  'session.terminal-locked': { result: 'denied', detail: 'terminal locked out' },
  'key.challenge-expired': { result: 'denied', detail: 'challenge used, too old, or of another name or terminal' },
  'key.expired': { result: 'denied', detail: 'certificate of the key has run out' },
  'session.wrong-credentials': { result: 'failed', detail: 'wrong signature' },
};

async function findSigner({ db, now }: Parts, { account, loginName, proof, purpose, terminal, onlyKeyId = null }: KeyClaim): Promise<KeyRow> {
  const policy = await readAccessPolicy(db);
  await reserveAttempt(db, { loginName, terminal: terminal.id, now: now(), policy });
  const signed = await readSigned({ db, now }, { loginName, proof, purpose, terminal });
  const keys = (await findActiveKeys(db, account?.id ?? nobody)).filter(({ id }) => onlyKeyId === null || id === onlyKeyId);
  const key = keys.find(({ publicKey }) => isSignedBy(publicKey, signed));
  if (keys.length === 0) isSignedBy(decoyKey(), signed);
  if (!key) throw new AppError('session.wrong-credentials');
  return key;
}

const nobody = '00000000-0000-0000-0000-000000000000';

type Unsigned = Pick<KeyClaim, 'loginName' | 'proof' | 'purpose' | 'terminal'>;

/** Uses the challenge up. Throws `key.challenge-expired`. */
export async function readSigned({ db, now }: Parts, { loginName, proof, purpose, terminal }: Unsigned): Promise<Signed> {
  const { suite } = proof;
  const nonce = await takeChallenge(db, proof.challengeId, { loginName, terminal: terminal.certificate, now: now() });
  const serverId = await readServerId(db);
  const message = encodeKeyMessage({ purpose, suite, serverId, loginName, nonce, terminal: terminal.certificate });
  return { suite, message, signature: Buffer.from(proof.signature, 'base64') };
}
