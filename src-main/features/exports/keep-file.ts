import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';

/** Names come from another machine: nothing in one may lead out of the folder. */
const safeName = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;

/** Writes a new file for its user alone; an older one of the same name stays, the new one gets a number. */
export async function keepFile(directory: string, fileName: string, bytes: Uint8Array): Promise<string> {
  if (!safeName.test(fileName) || fileName.includes('..')) throw new AppError('input.invalid', { path: 'fileName' });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (let copy = 1; ; copy += 1) {
    const path = join(directory, copy === 1 ? fileName : numbered(fileName, copy));
    try {
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (error) {
      if (!isTaken(error)) throw new AppError('report.not-saved', { directory }, { cause: error });
    }
  }
}

function numbered(fileName: string, copy: number): string {
  const dot = fileName.lastIndexOf('.');
  return `${fileName.slice(0, dot)}-${String(copy)}${fileName.slice(dot)}`;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
