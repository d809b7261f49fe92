import { RandomAccessReader } from 'yauzl';

/** Bytes that can be read from any place: an encrypted upload, or a buffer. `read` may answer fewer bytes at the end only. */
export type PackageSource = { readonly size: number; readonly read: (offset: number, length: number) => Promise<Buffer> };

export function sourceOf(bytes: Buffer): PackageSource {
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)) };
}

/** A source that remembers its own failure: that one says nothing about the package. */
export type WatchedSource = PackageSource & { failure: Error | undefined };

export function watchSource({ size, read }: PackageSource): WatchedSource {
  const watched: WatchedSource = {
    size,
    failure: undefined,
    read: (offset, length) =>
      read(offset, length).catch((error: unknown) => {
        watched.failure = error instanceof Error ? error : new Error('The source cannot be read.', { cause: error });
        throw error;
      }),
  };
  return watched;
}

const blockBytes = 256 * 1024;

/** What yauzl reads a directory through: it asks for a few dozen bytes at a time, the source is asked for blocks. */
export class DirectoryReader extends RandomAccessReader {
  readonly #source: PackageSource;
  #block: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(source: PackageSource) {
    super();
    this.#source = source;
  }

  override read(...[buffer, offset, length, position, callback]: Parameters<RandomAccessReader['read']>): void {
    this.readAt(position, length).then(
      bytes => { callback(bytes.copy(buffer, offset, 0, length) < length ? new Error('The source ends too early.') : null); },
      (error: unknown) => { callback(new Error('The source cannot be read.', { cause: error })); },
    );
  }

  /** Fewer bytes than asked for at the end of the source. */
  async readAt(position: number, length: number): Promise<Buffer> {
    const { start, bytes } = this.#block;
    if (position < start || position + length > start + bytes.length) {
      const wanted = Math.max(0, Math.min(Math.max(length, blockBytes), this.#source.size - position));
      this.#block = { start: position, bytes: await this.#source.read(position, wanted) };
    }
    const from = position - this.#block.start;
    return this.#block.bytes.subarray(from, from + length);
  }
}
