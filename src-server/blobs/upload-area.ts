import { access, constants, mkdir, open, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { CryptoProvider, DataKey } from './crypto-provider.ts';
import { syncDirectory, writeDurably } from './durable-file.ts';
import { releaseBytes } from './release-bytes.ts';
import { readSealedHeader, sealedHeaderLength, writeSealedHeader } from './sealed-header.ts';

/** One upload read here and there, decrypted as it is read; nothing of it lies in clear anywhere. */
export type OpenUpload = {
  /** Bytes that have arrived. */
  readonly size: number;
  /** Fewer bytes than asked for at the end of the upload only. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
};

/** Page images and packages that are still arriving: one encrypted file each, which grows; its length says how much has arrived. */
export type UploadArea = {
  create(id: string): Promise<void>;
  /** Bytes that have arrived and are on the disk; undefined when there is no such upload. */
  findLength(id: string): Promise<number | undefined>;
  /** Appends at `offset`, which must be the present length; durable when it resolves, also with what came before a break. Returns the new length. */
  append(id: string, offset: number, source: Readable): Promise<number>;
  read(id: string): Promise<Buffer>;
  /** For packages, which are larger than memory. Throws when there is no such upload. */
  openForReading(id: string): Promise<OpenUpload>;
  /** Durable when it resolves; of many together the disk is waited for once. */
  remove(...ids: readonly string[]): Promise<void>;
};

export async function openUploadArea(directory: string, crypto: CryptoProvider): Promise<UploadArea> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await access(directory, constants.R_OK | constants.W_OK);
  const headerLength = sealedHeaderLength(crypto);
  const findLength = async (id: string): Promise<number | undefined> => {
    const file = await stat(pathOf(directory, id)).catch(() => undefined);
    return file && file.size - headerLength;
  };
  return {
    create: id => writeDurably(pathOf(directory, id), [writeSealedHeader(crypto, crypto.createDataKey(), contextOf(id))], `${pathOf(directory, id)}.new`),
    findLength,
    append: (id, offset, source) => appendTo(pathOf(directory, id), { crypto, context: contextOf(id), offset, source }),
    read: async id => {
      const file = await readFile(pathOf(directory, id));
      return crypto.streamFrom(readSealedHeader(crypto, file, contextOf(id)), 0).update(file.subarray(headerLength));
    },
    openForReading: id => openAt(pathOf(directory, id), crypto, contextOf(id)),
    remove: async (...ids) => {
      for (const id of ids) await rm(pathOf(directory, id), { force: true });
      await syncDirectory(directory);
    },
  };
}

const contextOf = (id: string): string => `upload ${id}`;

function pathOf(directory: string, id: string): string {
  if (!/^[0-9a-f]{32}$/.test(id)) throw new Error('An upload id is not one of ours.');
  return join(directory, `${id}.upload`);
}

async function readKey(file: FileHandle, crypto: CryptoProvider, context: string): Promise<DataKey> {
  const header = Buffer.alloc(sealedHeaderLength(crypto));
  await file.read(header, 0, header.length, 0);
  return readSealedHeader(crypto, header, context);
}

async function openAt(path: string, crypto: CryptoProvider, context: string): Promise<OpenUpload> {
  const headerLength = sealedHeaderLength(crypto);
  const file = await open(path, 'r');
  try {
    const key = await readKey(file, crypto, context);
    const size = (await file.stat()).size - headerLength;
    const read = async (offset: number, length: number): Promise<Buffer> => {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, headerLength + offset);
      if (bytesRead !== wanted) throw new Error(`${context} is shorter than it was.`);
      const plain = crypto.streamFrom(key, offset).update(buffer);
      releaseBytes(buffer);
      return plain;
    };
    return { size, read, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

type Append = { readonly crypto: CryptoProvider; readonly context: string; readonly offset: number; readonly source: Readable };

async function appendTo(path: string, { crypto, context, offset, source }: Append): Promise<number> {
  const headerLength = sealedHeaderLength(crypto);
  const file = await open(path, 'r+');
  try {
    const cipher = crypto.streamFrom(await readKey(file, crypto, context), offset);
    let length = offset;
    try {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        // `as`: a byte stream yields Buffers.
        await file.writev([cipher.update(chunk)], headerLength + length);
        length += chunk.length;
      }
    } finally {
      // Also when the line broke: what has arrived is kept, and the same keystream is never used for other bytes.
      await file.datasync();
    }
    return length;
  } finally {
    await file.close();
  }
}
