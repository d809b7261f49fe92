/** What the records of a zip say of one stored file; `name` with `/`, relative to the package. */
export type ZipEntry = { readonly name: string; readonly size: number; readonly crc: number };

/** A value that does not fit stands as all ones, and in the zip64 extra instead. */
const max32 = 0xffff_ffff;
const max16 = 0xffff;
/** Names are UTF-8. */
const flags = 0x0800;
const stored = 0;
/** 1980-01-01 00:00, the earliest that a zip can say: with real dates equal files would be unequal packages. */
const dosTime = 0;
const dosDate = 0x0021;
const madeByUnix = 3 << 8;
const plainFile = 0o100644 * 0x1_0000;

const nameBytesOf = ({ name }: Pick<ZipEntry, 'name'>): number => Buffer.byteLength(name);
const isLarge = (size: number): boolean => size >= max32;
const versionFor = (needsZip64: boolean): number => (needsZip64 ? 45 : 20);
const fit = (value: number): number => Math.min(value, max32);

export function localHeaderBytes(entry: Pick<ZipEntry, 'name' | 'size'>): number {
  return 30 + nameBytesOf(entry) + (isLarge(entry.size) ? 20 : 0);
}

export function localHeader({ name, size, crc }: ZipEntry): Buffer {
  const extra = isLarge(size) ? zip64Extra([size, size]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(versionFor(isLarge(size)), 4);
  writeCommon(head, 6, { size, crc, nameBytes: nameBytesOf({ name }), extraBytes: extra.length });
  return Buffer.concat([head, Buffer.from(name), extra]);
}

export function centralHeader({ name, size, crc }: ZipEntry, offset: number): Buffer {
  const large = [...(isLarge(size) ? [size, size] : []), ...(isLarge(offset) ? [offset] : [])];
  const extra = large.length > 0 ? zip64Extra(large) : Buffer.alloc(0);
  const version = versionFor(large.length > 0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x0201_4b50, 0);
  head.writeUInt16LE(madeByUnix | version, 4);
  head.writeUInt16LE(version, 6);
  writeCommon(head, 8, { size, crc, nameBytes: nameBytesOf({ name }), extraBytes: extra.length });
  head.writeUInt32LE(plainFile, 38);
  head.writeUInt32LE(fit(offset), 42);
  return Buffer.concat([head, Buffer.from(name), extra]);
}

export type Directory = { readonly entries: number; readonly bytes: number; readonly offset: number };

/** The end of the archive, with the zip64 records before it where a number does not fit. */
export function endRecords(directory: Directory): Buffer {
  const { entries, bytes, offset } = directory;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(entries, max16), 8);
  end.writeUInt16LE(Math.min(entries, max16), 10);
  end.writeUInt32LE(fit(bytes), 12);
  end.writeUInt32LE(fit(offset), 16);
  const needsZip64 = entries >= max16 || isLarge(bytes) || isLarge(offset);
  return needsZip64 ? Buffer.concat([zip64End(directory), end]) : end;
}

type Common = { readonly size: number; readonly crc: number; readonly nameBytes: number; readonly extraBytes: number };

/** The fields that both headers share, from the flags on. */
function writeCommon(head: Buffer, at: number, { size, crc, nameBytes, extraBytes }: Common): void {
  head.writeUInt16LE(flags, at);
  head.writeUInt16LE(stored, at + 2);
  head.writeUInt16LE(dosTime, at + 4);
  head.writeUInt16LE(dosDate, at + 6);
  head.writeUInt32LE(crc, at + 8);
  head.writeUInt32LE(fit(size), at + 12);
  head.writeUInt32LE(fit(size), at + 16);
  head.writeUInt16LE(nameBytes, at + 20);
  head.writeUInt16LE(extraBytes, at + 22);
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + index * 8);
  return extra;
}

function zip64End({ entries, bytes, offset }: Directory): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x0606_4b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(madeByUnix | 45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x0706_4b50, 56);
  end.writeBigUInt64LE(BigInt(offset + bytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
