import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Access mode in the flags of a descriptor (octal): 0 reads only. */
const accessMask = 0o3;

/**
 * Whether a process of this user still holds the file open for writing, as Linux tells of each process. Others' processes cannot be
 * seen; for those the steady size must do. Where there is no /proc nothing is known, which counts as closed.
 */
export async function isBeingWritten(path: string): Promise<boolean> {
  const processes = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name));
  for (const pid of processes) if (await holdsOpen(pid, path)) return true;
  return false;
}

async function holdsOpen(pid: string, path: string): Promise<boolean> {
  const folder = join('/proc', pid, 'fd');
  for (const descriptor of await readdir(folder).catch(() => [])) {
    if ((await readlink(join(folder, descriptor)).catch(() => '')) !== path) continue;
    const facts = await readFile(join('/proc', pid, 'fdinfo', descriptor), 'latin1').catch(() => '');
    if ((Number.parseInt(/^flags:\s*(\d+)/m.exec(facts)?.[1] ?? '0', 8) & accessMask) !== 0) return true;
  }
  return false;
}
