import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../../blobs/durable-file.ts';

/** The data centre's own memory of its newest checkpoint, outside the database: it signs nothing that contradicts it. */
export type OwnAnchor = {
  readonly read: () => Promise<string | undefined>;
  readonly keep: (note: string) => Promise<void>;
};

export function fileAnchor(directory: string): OwnAnchor {
  const path = join(directory, 'audit-anchor.note');
  return {
    read: () =>
      readFile(path, 'utf8').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }),
    keep: note => writeDurably(path, [Buffer.from(note)], `${path}.${randomBytes(6).toString('hex')}`),
  };
}
