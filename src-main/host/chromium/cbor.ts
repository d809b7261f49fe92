/**
 * The binary form of the debugging pipe (`--remote-debugging-pipe=cbor`): the subset of CBOR that Chromium's protocol
 * library reads and writes. Every map and array is wrapped in an envelope that tells its length; binary values are raw
 * bytes under tag 22, where the JSON form would need base64. Strings arrive as UTF-8, or as UTF-16 when they are not ASCII.
 */
export type WireValue = null | boolean | number | string | Uint8Array | readonly WireValue[] | { readonly [key: string]: WireValue | undefined };

/** `d8 18 5a` and the length of the rest as 32 bits: what every message begins with. */
export const envelopeLength = 7;

const bytes = {
  false: Buffer.from([0xf4]),
  true: Buffer.from([0xf5]),
  null: Buffer.from([0xf6]),
  binary: Buffer.from([0xd6]),
  map: Buffer.from([0xbf]),
  array: Buffer.from([0x9f]),
  end: Buffer.from([0xff]),
};

/** The pieces of one message; large binary values are passed on, not copied. */
export function encode(value: WireValue): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  encodeInto(value, pieces);
  return pieces;
}

function encodeInto(value: WireValue, pieces: Uint8Array[]): void {
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    pieces.push(header(3, text.length), text);
  } else if (typeof value === 'number') pieces.push(encodeNumber(value));
  else if (typeof value === 'boolean') pieces.push(value ? bytes.true : bytes.false);
  else if (value === null) pieces.push(bytes.null);
  else if (value instanceof Uint8Array) pieces.push(bytes.binary, header(2, value.length), value);
  else pieces.push(...inEnvelope(encodeMembers(value)));
}

function encodeMembers(value: readonly WireValue[] | { readonly [key: string]: WireValue | undefined }): Uint8Array[] {
  if (isList(value)) {
    const inner: Uint8Array[] = [bytes.array];
    for (const item of value) encodeInto(item, inner);
    return [...inner, bytes.end];
  }
  const inner: Uint8Array[] = [bytes.map];
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    encodeInto(key, inner);
    encodeInto(item, inner);
  }
  return [...inner, bytes.end];
}

// Array.isArray does not narrow a readonly array.
const isList = (value: object): value is readonly WireValue[] => Array.isArray(value);

function inEnvelope(inner: readonly Uint8Array[]): Uint8Array[] {
  const envelope = Buffer.from([0xd8, 0x18, 0x5a, 0, 0, 0, 0]);
  envelope.writeUInt32BE(inner.reduce((sum, piece) => sum + piece.length, 0), 3);
  return [envelope, ...inner];
}

function encodeNumber(value: number): Buffer {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value >= 0 ? header(0, value) : header(1, -1 - value);
  const double = Buffer.alloc(9);
  double[0] = 0xfb;
  double.writeDoubleBE(value, 1);
  return double;
}

function header(major: number, count: number): Buffer {
  const type = major << 5;
  if (count < 24) return Buffer.from([type | count]);
  if (count < 0x100) return Buffer.from([type | 24, count]);
  const wide = count < 0x10000 ? Buffer.alloc(3) : Buffer.alloc(5);
  wide[0] = type | (wide.length === 3 ? 25 : 26);
  if (wide.length === 3) wide.writeUInt16BE(count, 1);
  else wide.writeUInt32BE(count, 1);
  return wide;
}
