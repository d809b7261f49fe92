// The encoding of IPP (RFC 8010), as far as a print client needs it.

const groupTags = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04, unsupported: 0x05 } as const;
export type IppGroupName = Exclude<keyof typeof groupTags, 'end'>;

const valueTags = {
  unsupported: 0x10,
  unknown: 0x12,
  'no-value': 0x13,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octets: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  range: 0x33,
  collection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  language: 0x48,
  mimeType: 0x49,
} as const;
/** From here on all values are plain text. */
const firstTextTag = 0x41;
const endCollectionTag = 0x37;
const memberNameTag = 0x4a;
const dotsPerInch = 3;

export type IppTag = keyof typeof valueTags;
/** Text, number, truth, a range or a resolution (dots per inch) as two numbers, a collection, or null for "unknown", "no value" and bytes nobody here reads. */
export type IppValue = string | number | boolean | null | readonly [number, number] | readonly IppAttribute[];
export type IppAttribute = { readonly name: string; readonly tag: IppTag; readonly values: readonly IppValue[] };
export type IppGroup = { readonly name: IppGroupName; readonly attributes: readonly IppAttribute[] };
/** `code` is the operation of a request and the status of an answer. */
export type IppMessage = { readonly code: number; readonly requestId: number; readonly groups: readonly IppGroup[]; readonly data: Uint8Array };

export function attribute(name: string, tag: IppTag, ...values: readonly IppValue[]): IppAttribute {
  return { name, tag, values };
}

const tagNames = new Map<number, IppTag>(Object.entries(valueTags).map(([name, tag]) => [tag, name as IppTag])); // `as`: Object.entries widens the key
const groupNames = new Map<number, IppGroupName>(
  Object.entries(groupTags).flatMap(([name, tag]) => (name === 'end' ? [] : [[tag, name as IppGroupName] as const])), // `as`: as above
);

function int32(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => bytes.writeInt32BE(number, 4 * index));
  return bytes;
}

function field(bytes: Uint8Array | string): Buffer {
  const content = Buffer.from(bytes);
  if (content.length > 0x7fff) throw new RangeError('IPP value too long');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length);
  return Buffer.concat([length, content]);
}

function item(tag: number, name: string, content: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from([tag]), field(name), field(content)]);
}

export function isRange(value: IppValue | undefined): value is readonly [number, number] {
  return Array.isArray(value) && typeof value[0] === 'number';
}

function encodeValue(tag: IppTag, name: string, value: IppValue): Buffer {
  const number = valueTags[tag];
  if (typeof value === 'number') return item(number, name, int32(value));
  if (typeof value === 'boolean') return item(number, name, Buffer.from([value ? 1 : 0]));
  if (typeof value === 'string') return item(number, name, value);
  if (value === null) return item(number, name, '');
  if (isRange(value)) return item(number, name, Buffer.concat([int32(...value), Buffer.from(tag === 'resolution' ? [dotsPerInch] : [])]));
  const members = value.flatMap(member => [
    item(memberNameTag, '', member.name),
    ...member.values.map(each => encodeValue(member.tag, '', each)),
  ]);
  return Buffer.concat([item(number, name, ''), ...members, item(endCollectionTag, '', '')]);
}

function encodeAttribute({ name, tag, values }: IppAttribute): Buffer {
  // Further values of the same attribute carry an empty name.
  return Buffer.concat(values.map((value, index) => encodeValue(tag, index === 0 ? name : '', value)));
}

/** IPP 2.0, big endian throughout. */
export function encodeIpp({ code, requestId, groups, data }: IppMessage): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(0x0200, 0);
  header.writeUInt16BE(code, 2);
  header.writeInt32BE(requestId, 4);
  const parts = groups.flatMap(group => [Buffer.from([groupTags[group.name]]), ...group.attributes.map(encodeAttribute)]);
  return Buffer.concat([header, ...parts, Buffer.from([groupTags.end]), data]);
}

type Item = { readonly tag: number; readonly name: string; readonly content: Buffer };

/** Reads forward through a message; anything beyond its end throws a RangeError. */
function createReader(bytes: Buffer) {
  let at = 8;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('IPP message ends too early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const takeField = (): Buffer => take(take(2).readUInt16BE());
  return {
    takeTag: (): number => take(1).readUInt8(),
    takeItem: (tag: number): Item => ({ tag, name: takeField().toString('utf8'), content: takeField() }),
    rest: (): Buffer => bytes.subarray(at),
  };
}
type Reader = ReturnType<typeof createReader>;

function decodeScalar({ tag, content }: Item): IppValue {
  switch (tagNames.get(tag)) {
    case 'integer':
    case 'enum':
      return content.readInt32BE();
    case 'boolean':
      return content.readUInt8() !== 0;
    case 'range':
    case 'resolution':
      return [content.readInt32BE(0), content.readInt32BE(4)];
    case 'textWithLanguage':
    case 'nameWithLanguage':
      return content.toString('utf8', 4 + content.readUInt16BE());
    default:
      return tag >= firstTextTag ? content.toString('utf8') : null;
  }
}

const maxCollectionDepth = 8;

function decodeValue(reader: Reader, read: Item, depth: number): IppValue {
  if (read.tag !== valueTags.collection) return decodeScalar(read);
  if (depth > maxCollectionDepth) throw new RangeError('IPP collections nested too deep');
  const members: { name: string; tag: IppTag; values: IppValue[] }[] = [];
  for (;;) {
    const next = reader.takeItem(reader.takeTag());
    if (next.tag === endCollectionTag) return members;
    if (next.tag === memberNameTag) {
      members.push({ name: next.content.toString('utf8'), tag: 'unknown', values: [] });
      continue;
    }
    const member = members.at(-1);
    if (!member) throw new RangeError('IPP collection without a member name');
    member.tag = tagNames.get(next.tag) ?? 'unknown';
    member.values.push(decodeValue(reader, next, depth + 1));
  }
}

function decodeGroups(reader: Reader): IppGroup[] {
  const groups: { name: IppGroupName; attributes: { name: string; tag: IppTag; values: IppValue[] }[] }[] = [];
  for (let tag = reader.takeTag(); tag !== groupTags.end; tag = reader.takeTag()) {
    if (tag < 0x10) {
      groups.push({ name: groupNames.get(tag) ?? 'unsupported', attributes: [] });
      continue;
    }
    const attributes = groups.at(-1)?.attributes;
    if (!attributes) throw new RangeError('IPP attribute outside of a group');
    const read = reader.takeItem(tag);
    const value = decodeValue(reader, read, 0);
    if (read.name !== '') attributes.push({ name: read.name, tag: tagNames.get(tag) ?? 'unknown', values: [value] });
    else attributes.at(-1)?.values.push(value);
  }
  return groups;
}

/** Throws RangeError when the bytes are no whole IPP message. */
export function decodeIpp(bytes: Buffer): IppMessage {
  if (bytes.length < 9) throw new RangeError('IPP message ends too early');
  const reader = createReader(bytes);
  const groups = decodeGroups(reader);
  return { code: bytes.readUInt16BE(2), requestId: bytes.readInt32BE(4), groups, data: reader.rest() };
}
