import type { CryptoProvider, DataKey } from './crypto-provider.ts';

/** What stands before every stored ciphertext: format, suite, which master key, and the data key wrapped under it. */
const magic = Buffer.from('DLS1');

export function sealedHeaderLength(crypto: CryptoProvider): number {
  return magic.length + 1 + crypto.suite.length + crypto.keyId.length + crypto.wrappedKeyLength;
}

export function writeSealedHeader(crypto: CryptoProvider, key: DataKey, context: string): Buffer {
  return Buffer.concat([magic, Buffer.from([crypto.suite.length]), Buffer.from(crypto.suite), crypto.keyId, crypto.wrapKey(key, context)]);
}

/** The data key. Throws when the file is of another suite or master key, or was tampered with. */
export function readSealedHeader(crypto: CryptoProvider, file: Uint8Array, context: string): DataKey {
  const bytes = Buffer.from(file.buffer, file.byteOffset, Math.min(file.byteLength, sealedHeaderLength(crypto)));
  const expected = Buffer.concat([magic, Buffer.from([crypto.suite.length]), Buffer.from(crypto.suite)]);
  if (!bytes.subarray(0, expected.length).equals(expected)) throw new Error(`${context} was not sealed with suite ${crypto.suite}.`);
  const wrappedFrom = expected.length + crypto.keyId.length;
  if (!bytes.subarray(expected.length, wrappedFrom).equals(crypto.keyId)) throw new Error(`${context} was sealed under another master key.`);
  return crypto.unwrapKey(bytes.subarray(wrappedFrom), context);
}
