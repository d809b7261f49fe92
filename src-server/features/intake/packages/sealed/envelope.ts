import { createHash, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { createIntlCrypto, type CryptoProvider, type DataKey } from '../../../../blobs/crypto-provider.ts';
import { refuse } from '../package-refusal.ts';
import { envelopeName } from './part-names.ts';

/** What stands before everything in a sealed package: nobody but the receiving data centre gets the key out of it. */
const magic = Buffer.from('DLP1');
const publicKeyLength = 32;
const recipientIdLength = 8;
const keyLength = 32;
const ownSuite = 'intl';

/** The key of one package, and how its parts are locked with it: each part names the place it was locked for. */
export type PackageKey = { readonly seal: (plain: Uint8Array, context: string) => Buffer; readonly open: (sealed: Uint8Array, context: string) => Buffer };

const packageKey = (crypto: CryptoProvider, key: DataKey): PackageKey => ({
  seal: (plain, context) => crypto.seal(key, plain, `package ${context}`),
  open: (sealed, context) => crypto.open(key, sealed, `package ${context}`),
});

/** X25519 with a key pair of this package alone, HKDF over both public keys, and the package's key wrapped under the result. */
export function sealKeyFor(recipient: KeyObject): { readonly key: PackageKey; readonly envelope: Buffer } {
  const own = generateKeyPairSync('x25519');
  const ownPublic = rawPublicKey(own.publicKey);
  const crypto = createIntlCrypto(sharedKey(diffieHellman({ privateKey: own.privateKey, publicKey: recipient }), ownPublic, rawPublicKey(recipient)));
  const dataKey = randomBytes(keyLength);
  const head = Buffer.concat([magic, Buffer.from([crypto.suite.length]), Buffer.from(crypto.suite), recipientId(recipient), ownPublic]);
  return { key: packageKey(crypto, dataKey), envelope: Buffer.concat([head, crypto.wrapKey(dataKey, head.toString('hex'))]) };
}

/** Throws a `PackageRefusal` when the package was sealed for somebody else or its envelope was changed. */
export function openEnvelope(envelope: Buffer, recipient: KeyObject): PackageKey {
  const suiteLength = envelope[magic.length] ?? 0;
  const suiteEnd = magic.length + 1 + suiteLength;
  const idEnd = suiteEnd + recipientIdLength;
  const headEnd = idEnd + publicKeyLength;
  if (!envelope.subarray(0, magic.length).equals(magic) || envelope.length <= headEnd) refuse('sealed-changed', { path: envelopeName });
  const publicKey = createPublicKey(recipient);
  if (!envelope.subarray(suiteEnd, idEnd).equals(recipientId(publicKey))) refuse('sealed-for-another', { expected: recipientId(publicKey).toString('hex'), found: envelope.toString('hex', suiteEnd, idEnd) });
  const suite = envelope.toString('latin1', magic.length + 1, suiteEnd);
  if (suite !== ownSuite) refuse('sealed-suite', { expected: ownSuite, found: suite.slice(0, 40) });
  const other = envelope.subarray(idEnd, headEnd);
  try {
    const crypto = createIntlCrypto(sharedKey(diffieHellman({ privateKey: recipient, publicKey: publicKeyFrom(other) }), other, rawPublicKey(publicKey)));
    return packageKey(crypto, crypto.unwrapKey(envelope.subarray(headEnd), envelope.toString('hex', 0, headEnd)));
  } catch {
    return refuse('sealed-changed', { path: envelopeName });
  }
}

function sharedKey(secret: Buffer, sender: Buffer, recipient: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.concat([sender, recipient]), 'danglian sealed package', keyLength));
}

/** Names a data centre in public: the beginning of its key's digest. */
export function recipientId(publicKey: KeyObject): Buffer {
  return createHash('sha256').update('danglian recipient').update(rawPublicKey(publicKey)).digest().subarray(0, recipientIdLength);
}

export function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

function publicKeyFrom(raw: Buffer): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw.toString('base64url') }, format: 'jwk' });
}

/** X25519, 32 bytes in base64url; undefined for anything else, and for points with which every shared secret would be the same. */
export function readRecipientPublicKey(text: string): KeyObject | undefined {
  const raw = Buffer.from(text, 'base64url');
  if (raw.length !== publicKeyLength || raw.toString('base64url') !== text) return undefined;
  try {
    const publicKey = publicKeyFrom(raw);
    diffieHellman({ privateKey: generateKeyPairSync('x25519').privateKey, publicKey });
    return publicKey;
  } catch {
    return undefined;
  }
}

/** What people compare: 16 hex digits. */
export function fingerprintOf(publicKey: KeyObject): string {
  return recipientId(publicKey).toString('hex');
}

/** The private half of a data centre's key for receiving packages, as PEM. Throws when it is a key of another kind. */
export function readRecipientKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'x25519') throw new Error('The key for sealed packages is no X25519 key.');
  return key;
}
