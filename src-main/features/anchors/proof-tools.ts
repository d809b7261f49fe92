import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Digest, HashSuite } from '#shared/proof/digest';
import type { NoteTools } from '#shared/proof/signed-note';

export function createDigest(suite: HashSuite): Digest {
  return (...parts) => parts.reduce((hash, part) => hash.update(part), createHash(suite)).digest();
}

/** What the rules of proof need, from node:crypto. */
export const noteTools: NoteTools = {
  sha256: createDigest('sha256'),
  verify: (publicKey, text, signature) => {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, signature);
  },
  toBase64: bytes => Buffer.from(bytes).toString('base64'),
  fromBase64: text => {
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text ? bytes : undefined;
  },
};
