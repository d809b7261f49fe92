import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { NoteKey } from '#shared/proof/signed-note';
import { loadOrMakeFile } from '../../blobs/master-key.ts';

/** Signs checkpoints: today a key in a file, which the administrator of the database does not hold; a device fits the same seam. */
export type CheckpointSigner = {
  readonly key: NoteKey;
  readonly sign: (text: string) => Promise<Uint8Array>;
};

/** Ed25519 in `audit-signing.key` of the data directory, made at the first start. The name of the log is made from it. */
export async function loadSigner(dataDirectory: string): Promise<CheckpointSigner> {
  const pem = await loadOrMakeFile(dataDirectory, { name: 'audit-signing.key', make: makeKey });
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('audit-signing.key does not hold an Ed25519 key.');
  const publicKey = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
  const name = `danglian-audit-${createHash('sha256').update(publicKey).digest('hex').slice(0, 12)}`;
  return { key: { name, publicKey }, sign: text => Promise.resolve(sign(null, Buffer.from(text), privateKey)) };
}

function makeKey(): string {
  return String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
}
