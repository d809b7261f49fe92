import { crc32, deflateRawSync } from 'node:zlib';

/** One entry as it is to be written; whatever is given here beside the content is a lie that the writer tells. */
export type RawEntry = {
  readonly name: string | Buffer;
  readonly bytes?: Buffer;
  readonly isDeflated?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly mode?: number;
  readonly crc?: number;
  readonly inflatedSize?: number;
  readonly packedSize?: number;
  /** Written instead of the packed bytes. */
  readonly packed?: Buffer;
  /** In the directory only. */
  readonly offset?: number;
  readonly localName?: Buffer;
  readonly extra?: Buffer;
};

const utf8Flag = 0x800;

/** A zip byte by byte, so that tests can write what no packer would. */
export function rawZip(entries: readonly RawEntry[], { count, comment = Buffer.alloc(0) }: { readonly count?: number; readonly comment?: Buffer } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = describe(entry, offset);
    parts.push(local);
    directory.push(central);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE((count ?? entries.length) & 0xffff, 8);
  end.writeUInt16LE((count ?? entries.length) & 0xffff, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, central, end, comment]);
}

const honest = { bytes: Buffer.alloc(0), isDeflated: false, mode: 0, extra: Buffer.alloc(0) };

/** What an honest packer would write, under what the entry says instead. */
function complete(entry: RawEntry, offset: number): Required<RawEntry> {
  const { bytes, isDeflated, packed = isDeflated ? deflateRawSync(bytes) : bytes } = { ...honest, ...entry };
  const sizes = { crc: crc32(bytes), inflatedSize: bytes.length, packedSize: packed.length, packed, offset };
  return { ...honest, ...sizes, flags: typeof entry.name === 'string' ? utf8Flag : 0, method: isDeflated ? 8 : 0, localName: Buffer.from(entry.name), ...entry };
}

function describe(raw: RawEntry, ownOffset: number): { readonly local: Buffer; readonly central: Buffer } {
  const { flags, method, crc, packedSize, inflatedSize, extra, mode, offset, localName, packed, name: anyName } = complete(raw, ownOffset);
  const name = Buffer.from(anyName);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(method, 4);
  common.writeUInt32LE(0x5a210000, 6);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(packedSize, 14);
  common.writeUInt32LE(inflatedSize, 18);
  common.writeUInt16LE(name.length, 22);
  common.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((mode << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  const local = Buffer.from(common);
  local.writeUInt16LE(localName.length, 22);
  local.writeUInt16LE(0, 24);
  return {
    local: Buffer.concat([Buffer.from('504b0304', 'hex'), local, localName, packed]),
    // Made by Unix: only then do the attributes hold a mode.
    central: Buffer.concat([Buffer.from('504b01021403', 'hex'), common, rest, name, extra]),
  };
}
