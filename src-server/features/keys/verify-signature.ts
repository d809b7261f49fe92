import { constants, createPublicKey, generateKeyPairSync, verify, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto';
import type { KeySuite } from '#shared/domain/signing-key';

const minRsaBits = 2048;
const maxRsaBits = 8192;
/** As long as the digest, as every token that does PSS makes it. */
const saltLength = 32;

/** The suites that a public key can be used with; empty for one that is not taken. */
export function suitesOf(key: KeyObject): readonly KeySuite[] {
  const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? ['ecdsa-p256-sha256'] : [];
  if (key.asymmetricKeyType !== 'rsa') return [];
  return modulusLength >= minRsaBits && modulusLength <= maxRsaBits && publicExponent >= 65537n ? ['rsa-pss-sha256', 'rsa-pkcs1-sha256'] : [];
}

const options: Readonly<Partial<Record<KeySuite, (key: KeyObject) => VerifyKeyObjectInput>>> = {
  'ecdsa-p256-sha256': key => ({ key, dsaEncoding: 'ieee-p1363' }),
  'rsa-pss-sha256': key => ({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }),
  'rsa-pkcs1-sha256': key => ({ key, padding: constants.RSA_PKCS1_PADDING }),
};

export type Signed = { readonly suite: KeySuite; readonly message: Uint8Array; readonly signature: Buffer };

/** False also when the key is not one for this suite. `publicKey` as SubjectPublicKeyInfo. */
export function isSignedBy(publicKey: Buffer, { suite, message, signature }: Signed): boolean {
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
  const option = suitesOf(key).includes(suite) ? options[suite] : undefined;
  return option !== undefined && verify('sha256', message, option(key), signature);
}

let decoy: Buffer | undefined;

/** A key of nobody: checking against it takes an account without keys as long as one with a key. */
export function decoyKey(): Buffer {
  return (decoy ??= generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ format: 'der', type: 'spki' }));
}
