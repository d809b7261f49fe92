import { encodeKeyMessage, type KeyPurpose } from '#shared/domain/key-message';
import type { KeyChallengeId, KeySuite } from '#shared/domain/signing-key';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import type { HeldKey, KeyDesk } from './key-desk.ts';

export type KeyTask = { readonly keyId: string; readonly pin: string; readonly loginName: string; readonly purpose: KeyPurpose };
export type KeyProof = { readonly challengeId: KeyChallengeId; readonly suite: KeySuite; readonly signature: string };

type Parts = Pick<CommonServices, 'server' | 'devices' | 'terminal'>;

/** Asks the data centre for a challenge and lets the plugged-in key sign it. Also says which insertion of the key that was. */
export async function signWithKey(parts: Parts, desk: KeyDesk, task: KeyTask): Promise<{ readonly proof: KeyProof; readonly key: HeldKey }> {
  const { keyId, loginName, purpose } = task;
  const key = desk.requirePresent(keyId);
  const suite = desk.tokens().flatMap(({ keys }) => keys).find(({ id }) => id === keyId)?.suite ?? null;
  if (suite === null) throw new AppError('key.not-supported');
  const { challengeId, nonce, serverId } = await parts.server.call('session.challenge', { loginName });
  const message = encodeKeyMessage({ purpose, suite, serverId, loginName, nonce: Buffer.from(nonce, 'base64'), terminal: parts.terminal.certificate() });
  const { signature } = await askToken(parts, { keyId, message }, task.pin);
  return { key, proof: { challengeId, suite, signature: Buffer.from(signature).toString('base64') } };
}

async function askToken({ devices }: Parts, task: { readonly keyId: string; readonly message: Uint8Array<ArrayBuffer> }, pin: string) {
  const bytes = Buffer.from(pin, 'utf8');
  try {
    return await devices('keys.sign', { ...task, pin: bytes });
  } catch (error) {
    // Its process died: to the person that is a key that does not answer.
    throw error instanceof AppError && error.code === 'device-host.crashed' ? new AppError('key.not-responding') : error;
  } finally {
    bytes.fill(0);
  }
}
