import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Access mode in the flags of a descriptor (octal): 0 reads only. */
const accessMask = 0o3;

/**
 * Names of the files in a folder that some process of this user still holds open for writing, as Linux tells of each process: all in
 * one pass, however many files there are. Others' processes cannot be seen; for those the steady size must do. Where there is no
 * /proc nothing is known, which counts as closed.
 */
export async function listOpenForWriting(folder: string): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    for (const name of await writtenBy(pid, folder)) open.add(name);
  }
  return open;
}

async function writtenBy(pid: string, folder: string): Promise<readonly string[]> {
  const descriptors = await readdir(join('/proc', pid, 'fd')).catch(() => []);
  const names = await Promise.all(
    descriptors.map(async descriptor => {
      const path = await readlink(join('/proc', pid, 'fd', descriptor)).catch(() => '');
      return dirname(path) === folder && (await isForWriting(pid, descriptor)) ? basename(path) : '';
    }),
  );
  return names.filter(name => name !== '');
}

async function isForWriting(pid: string, descriptor: string): Promise<boolean> {
  const facts = await readFile(join('/proc', pid, 'fdinfo', descriptor), 'latin1').catch(() => '');
  return (Number.parseInt(/^flags:\s*(\d+)/m.exec(facts)?.[1] ?? '0', 8) & accessMask) !== 0;
}
