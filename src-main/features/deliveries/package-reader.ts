import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error';
import { fromMedium } from './file-errors.ts';
import { describeFile, isSameFile, type PackageFile } from './package-files.ts';

/** Reads parts of listed files; a file that is no longer what was listed is `delivery.file-changed`. */
export type PackageReader = {
  readonly read: (file: PackageFile, position: number, target: Buffer) => Promise<void>;
  /** Lets go of the file that is open. */
  readonly rest: () => Promise<void>;
  /** For good: a read that is still under way opens nothing more. */
  readonly close: () => Promise<void>;
};

/** One file is open at a time: packages are read from front to back. */
export function createPackageReader(): PackageReader {
  let current: { readonly file: PackageFile; readonly handle: FileHandle } | undefined;
  let isClosed = false;
  const isOver = (): boolean => isClosed;

  const rest = async (): Promise<void> => {
    const closing = current;
    current = undefined;
    await closing?.handle.close();
  };
  const openFile = async (file: PackageFile): Promise<FileHandle> => {
    if (current?.file === file) return current.handle;
    await rest();
    if (isOver()) throw new DOMException('the package was closed', 'AbortError');
    const handle = await fromMedium(file.name, () => open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));
    current = { file, handle };
    if (isOver()) await rest();
    await requireUnchanged(file, handle);
    return handle;
  };
  return {
    rest,
    close: () => {
      isClosed = true;
      return rest();
    },
    read: async (file, position, target) => {
      const handle = await openFile(file);
      for (let done = 0; done < target.length; ) {
        const { bytesRead } = await fromMedium(file.name, () => handle.read(target, done, target.length - done, position + done));
        if (bytesRead === 0) throw new AppError('delivery.file-changed', { file: file.name });
        done += bytesRead;
      }
      // Written to while it was read: seen at the end of the file at the latest.
      if (position + target.length >= file.size) await requireUnchanged(file, handle);
    },
  };
}

async function requireUnchanged(file: PackageFile, handle: FileHandle): Promise<void> {
  const stats = await fromMedium(file.name, () => handle.stat());
  if (!stats.isFile()) throw new AppError('delivery.not-plain', { file: file.name });
  if (!isSameFile(file, describeFile(stats, file))) throw new AppError('delivery.file-changed', { file: file.name });
}
