import { constants } from 'node:fs';
import { lstat, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isSameFile, type FolderFile } from '#shared/domain/scanner-place';
import { AppError } from '#shared/errors/app-error';

/** A stack of A3 at 600 dpi as TIFF has some hundred megabytes; what is larger is read by nobody's terminal in one piece. */
const maxFileBytes = 512 * 1024 * 1024;

const refuse = (problem: 'not-plain' | 'too-large' | 'changed'): never => {
  throw new AppError(`scan-file.${problem}`);
};

/** The bytes of exactly the file that was listed: no link is followed, nothing waits on a pipe, and what changed meanwhile is not it. */
export async function readPlainFile(folder: string, file: FolderFile): Promise<Buffer> {
  // `O_NONBLOCK`: opening a pipe waits for its writer.
  const handle = await open(join(folder, file.name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => refuse('not-plain'));
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) refuse('not-plain');
    if (facts.size > maxFileBytes) refuse('too-large');
    const bytes = Buffer.allocUnsafeSlow(facts.size);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    const after = await handle.stat();
    if (bytesRead !== facts.size || !isSameFile(file, { name: file.name, sizeBytes: after.size, modifiedMs: after.mtimeMs })) refuse('changed');
    return bytes;
  } finally {
    await handle.close();
  }
}

/** Removes the file if it is still the one that was taken. False: it is another by now, or cannot be removed; it stays. */
export async function removePlainFile(folder: string, file: FolderFile): Promise<boolean> {
  const path = join(folder, file.name);
  const facts = await lstat(path).catch(() => undefined);
  if (!facts?.isFile() || !isSameFile(file, { name: file.name, sizeBytes: facts.size, modifiedMs: facts.mtimeMs })) return false;
  return unlink(path).then(
    () => true,
    () => false,
  );
}
