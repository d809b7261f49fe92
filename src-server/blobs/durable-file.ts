import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whole and on the disk when the promise resolves, or not there at all. */
export async function writeDurably(path: string, parts: readonly Uint8Array[], temporaryPath: string): Promise<void> {
  await makeDirectoryDurably(dirname(path));
  const file = await open(temporaryPath, 'wx', 0o600);
  try {
    // One part after the other: unlike a list at once, each is written to its end.
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporaryPath, path);
  await syncDirectory(dirname(path));
}

async function makeDirectoryDurably(directory: string): Promise<void> {
  const firstMade = await mkdir(directory, { recursive: true, mode: 0o700 });
  if (firstMade === undefined) return;
  for (let made = directory; made.length >= firstMade.length; made = dirname(made)) await syncDirectory(dirname(made));
}

/** A new name is durable only when its directory is. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
