/**
 * The binary form of the debugging pipe (`--remote-debugging-pipe=cbor`): the subset of CBOR that Chromium's protocol
 * library reads and writes. Every map and array is wrapped in an envelope that tells its length; binary values are raw
 * bytes under tag 22, where the JSON form would need base64. Strings arrive as UTF-8, or as UTF-16 when they are not ASCII.
 */
export type WireValue = null | boolean | number | string | Uint8Array | readonly WireValue[] | { readonly [key: string]: WireValue | undefined };

/** `d8 18 5a` and the length of the rest as 32 bits: what every message begins with. */
export const envelopeLength = 7;
const maxDepth = 200;

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

/** One whole message; throws on anything that is not well-formed. Binary values are views of `message`. */
export function decode(message: Buffer): WireValue {
  const cursor: Cursor = { message, offset: 0, depth: 0 };
  const value = decodeNext(cursor);
  if (cursor.offset !== message.length) throw new Error('bytes left over after a message');
  return value;
}

type Cursor = { readonly message: Buffer; offset: number; depth: number };

function decodeNext(cursor: Cursor): WireValue {
  const first = take(cursor, 1).readUInt8();
  const read = readers[first >> 5];
  if (!read) throw new Error(`unknown byte ${String(first)} in a message`);
  return read(cursor, first);
}

/** By CBOR's major type, the upper three bits of the first byte. */
const readers: readonly ((cursor: Cursor, first: number) => WireValue)[] = [
  (cursor, first) => readCount(cursor, first),
  (cursor, first) => -1 - readCount(cursor, first),
  (cursor, first) => take(cursor, readCount(cursor, first)).toString('utf16le'),
  (cursor, first) => take(cursor, readCount(cursor, first)).toString('utf8'),
  (cursor) => readUntilEnd(cursor, (items: WireValue[]) => items.push(decodeNext(cursor)), []),
  (cursor) => readUntilEnd(cursor, readMember(cursor), {}),
  readTagged,
  readSimple,
];

const readMember = (cursor: Cursor) => (map: Record<string, WireValue>): void => {
  const key = decodeNext(cursor);
  if (typeof key !== 'string') throw new Error('a key that is not text in a message');
  // Defined, not assigned: a key such as `__proto__` must stay an ordinary member.
  Object.defineProperty(map, key, { value: decodeNext(cursor), enumerable: true, writable: true, configurable: true });
};

function readUntilEnd<Container>(cursor: Cursor, readOne: (container: Container) => void, container: Container): Container {
  cursor.depth += 1;
  if (cursor.depth > maxDepth) throw new Error('a message nested too deeply');
  while (cursor.message[cursor.offset] !== 0xff) readOne(container);
  cursor.offset += 1;
  cursor.depth -= 1;
  return container;
}

function readTagged(cursor: Cursor, first: number): WireValue {
  if (first === 0xd6) return take(cursor, readCount(cursor, take(cursor, 1).readUInt8()));
  if (first !== 0xd8) throw new Error(`unknown tag ${String(first)} in a message`);
  take(cursor, envelopeLength - 1);
  return decodeNext(cursor);
}

function readSimple(cursor: Cursor, first: number): WireValue {
  switch (first) {
    case 0xf4:
      return false;
    case 0xf5:
      return true;
    case 0xf6:
      return null;
    case 0xfb:
      return take(cursor, 8).readDoubleBE();
    default:
      throw new Error(`unknown byte ${String(first)} in a message`);
  }
}

function readCount(cursor: Cursor, first: number): number {
  const short = first & 31;
  if (short < 24) return short;
  switch (short) {
    case 24:
      return take(cursor, 1).readUInt8();
    case 25:
      return take(cursor, 2).readUInt16BE();
    case 26:
      return take(cursor, 4).readUInt32BE();
    case 27:
      return Number(take(cursor, 8).readBigUInt64BE());
    default:
      throw new Error('an open-ended value in a message');
  }
}

function take(cursor: Cursor, count: number): Buffer {
  const start = cursor.offset;
  if (start + count > cursor.message.length) throw new Error('a message that ends early');
  cursor.offset = start + count;
  return cursor.message.subarray(start, cursor.offset);
}
