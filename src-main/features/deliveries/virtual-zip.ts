import { centralHeader, endRecords, localHeader, localHeaderBytes, type ZipEntry } from './zip-records.ts';

/** Fills `target` with the bytes of one file from `position` on; throws when it cannot. */
export type ReadEntry = (index: number, position: number, target: Buffer) => Promise<void>;

/** A zip that exists nowhere: any part of it is made when it is asked for. Equal entries give equal bytes. */
export type VirtualZip = {
  readonly size: number;
  /** The bytes from `start` to before `end`, fewer at the end of the archive. */
  readonly read: (start: number, end: number, readEntry: ReadEntry) => Promise<Buffer>;
};

type Segment = { readonly start: number; readonly length: number; readonly fill: (position: number, target: Buffer, readEntry: ReadEntry) => Promise<void> };

/** Files lie stored, in the order given, one behind the other. */
export function createVirtualZip(entries: readonly ZipEntry[]): VirtualZip {
  const segments: Segment[] = [];
  let size = 0;
  const add = (length: number, fill: Segment['fill']): void => {
    if (length > 0) segments.push({ start: size, length, fill });
    size += length;
  };
  const offsets: number[] = [];
  for (const [index, entry] of entries.entries()) {
    offsets.push(size);
    add(localHeaderBytes(entry), fillFrom(() => localHeader(entry)));
    add(entry.size, (position, target, readEntry) => readEntry(index, position, target));
  }
  const directoryOffset = size;
  for (const [index, entry] of entries.entries()) {
    const make = (): Buffer => centralHeader(entry, offsets[index] ?? 0);
    add(make().length, fillFrom(make));
  }
  const end = endRecords({ entries: entries.length, bytes: size - directoryOffset, offset: directoryOffset });
  add(end.length, fillFrom(() => end));
  return { size, read: (from, to, readEntry) => readSegments(segments, { start: Math.max(0, from), end: Math.min(to, size) }, readEntry) };
}

function fillFrom(make: () => Buffer): Segment['fill'] {
  return (position, target) => {
    make().copy(target, 0, position, position + target.length);
    return Promise.resolve();
  };
}

type Range = { readonly start: number; readonly end: number };

async function readSegments(segments: readonly Segment[], { start, end }: Range, readEntry: ReadEntry): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  for (let index = findSegment(segments, start), at = start; at < end; index += 1) {
    const segment = segments[index];
    if (!segment) throw new Error('the table of a virtual zip has a gap');
    const position = at - segment.start;
    const length = Math.min(segment.length - position, end - at);
    await segment.fill(position, bytes.subarray(at - start, at - start + length), readEntry);
    at += length;
  }
  return bytes;
}

/** The last segment that begins at or before `offset`. */
function findSegment(segments: readonly Segment[], offset: number): number {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
