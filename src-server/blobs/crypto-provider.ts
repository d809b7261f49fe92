import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomBytes, type Cipheriv } from 'node:crypto';
import { releaseBytes } from './release-bytes.ts';

/** A key that never lies on the disk in clear beside what it protects. */
export type DataKey = Buffer;

/**
 * The cryptography of stored bytes behind one interface. `intl` is the only suite so far; every ciphertext names its
 * suite, so that national algorithms and a unit's own device can follow without rewriting what is stored.
 */
export type CryptoProvider = {
  readonly suite: string;
  /** Names the master key, so that a wrong or a rotated one is noticed and not taken for damage. */
  readonly keyId: Buffer;
  createDataKey(): DataKey;
  /** Under the master key; `context` is bound in and must be given again. */
  wrapKey(key: DataKey, context: string): Buffer;
  unwrapKey(wrapped: Uint8Array, context: string): DataKey;
  readonly wrappedKeyLength: number;
  /** Authenticated: `open` throws when a bit of the ciphertext or of `context` differs. */
  seal(key: DataKey, plaintext: Uint8Array, context: string): Buffer;
  open(key: DataKey, sealed: Uint8Array, context: string): Buffer;
  /** A stream cipher that starts at any byte; NOT authenticated, and a key must serve one stream only. */
  streamFrom(key: DataKey, offset: number): Cipheriv;
};

// Ciphers are given `createSecretKey`: plain bytes as a key take ten times as long to be understood, which of small images is most of the work.
const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;
const blockLength = 16;

/** AES-256-GCM for what is stored, AES-256-CTR for what is still arriving; from node:crypto. */
export function createIntlCrypto(masterKey: Buffer): CryptoProvider {
  if (masterKey.length !== keyLength) throw new Error(`The master key must have ${String(keyLength)} bytes.`);
  return {
    suite: 'intl',
    keyId: createHash('sha256').update('danglian master key').update(masterKey).digest().subarray(0, 8),
    createDataKey: () => randomBytes(keyLength),
    wrappedKeyLength: nonceLength + keyLength + tagLength,
    wrapKey: (key, context) => sealGcm(masterKey, key, context),
    unwrapKey: (wrapped, context) => openGcm(masterKey, wrapped, context),
    seal: sealGcm,
    open: openGcm,
    streamFrom: startCtr,
  };
}

function sealGcm(key: Buffer, plaintext: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce, { authTagLength: tagLength }).setAAD(Buffer.from(context));
  const ciphertext = cipher.update(plaintext);
  const sealed = Buffer.concat([nonce, ciphertext, cipher.final(), cipher.getAuthTag()]);
  releaseBytes(ciphertext);
  return sealed;
}

function openGcm(key: Buffer, sealed: Uint8Array, context: string): Buffer {
  const tagStart = sealed.length - tagLength;
  if (tagStart < nonceLength) throw new Error('A sealed value is too short.');
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), sealed.subarray(0, nonceLength), { authTagLength: tagLength }).setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(tagStart));
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, tagStart)), decipher.final()]);
}

function startCtr(key: Buffer, offset: number): Cipheriv {
  // The counter begins at zero because each key encrypts one stream only.
  const counter = Buffer.alloc(blockLength);
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / blockLength)), 8);
  const cipher = createCipheriv('aes-256-ctr', createSecretKey(key), counter);
  cipher.update(Buffer.alloc(offset % blockLength));
  return cipher;
}
