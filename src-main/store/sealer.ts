import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { z } from 'zod';

/** Where a value lies; bound into its seal, so that values cannot be swapped between rows or columns. */
export type Place = { readonly table: string; readonly id: string; readonly column: string };

export type Sealer = {
  readonly seal: (place: Place, plain: Uint8Array) => Buffer;
  /** Throws `SealBroken` for a wrong key, another place or a changed byte. */
  readonly open: (place: Place, sealed: Uint8Array) => Buffer;
  readonly sealJson: (place: Place, value: unknown) => Buffer;
  /** Equal for equal values of one place only; tells nothing to whoever lacks the key. */
  readonly mark: (place: Omit<Place, 'id'>, value: string) => Buffer;
  readonly openJson: <Value>(place: Place, sealed: Uint8Array, schema: z.ZodType<Value>) => Value;
};

export class SealBroken extends Error {
  constructor(place: Place, options?: ErrorOptions) {
    super(`sealed value of ${place.table}.${place.column} cannot be opened`, options);
    this.name = 'SealBroken';
  }
}

/** First byte of every sealed value: AES-256-GCM, nonce of 12 bytes, tag of 16 bytes, ciphertext. */
const suite = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes + tagBytes;

const contextOf = ({ table, id, column }: Place): Buffer => Buffer.from(`${String(suite)}/${table}/${id}/${column}`);

export function createSealer(terminalKey: Uint8Array): Sealer {
  const derive = (purpose: string): KeyObject => createSecretKey(Buffer.from(hkdfSync('sha256', terminalKey, '', purpose, 32)));
  const [key, markKey] = [derive('danglian terminal store'), derive('danglian terminal store marks')];
  const seal = (place: Place, plain: Uint8Array): Buffer => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(contextOf(place));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.of(suite), nonce, cipher.getAuthTag(), body]);
  };
  const open = (place: Place, sealed: Uint8Array): Buffer => {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < headerBytes || bytes[0] !== suite) throw new SealBroken(place);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes })
      .setAAD(contextOf(place))
      .setAuthTag(bytes.subarray(1 + nonceBytes, headerBytes));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(headerBytes)), decipher.final()]);
    } catch (cause) {
      throw new SealBroken(place, { cause });
    }
  };
  return {
    seal,
    open,
    mark: ({ table, column }, value) => createHmac('sha256', markKey).update(`${table}/${column}/${value}`).digest(),
    sealJson: (place, value) => seal(place, Buffer.from(JSON.stringify(value))),
    openJson: (place, sealed, schema) => schema.parse(JSON.parse(open(place, sealed).toString())),
  };
}
