import { envelopeLength, type WireValue } from './cbor.ts';

const maxDepth = 200;

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
