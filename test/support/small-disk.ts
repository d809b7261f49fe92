import { execFile } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type SmallDisk = { readonly directory: string; readonly remove: () => Promise<void> };

/** A disk of a few megabytes that belongs to whoever owns `like`; undefined where nothing may be mounted. */
export async function mountSmallDisk(megabytes: number, like: string): Promise<SmallDisk | undefined> {
  const mountPoint = await mkdtemp(join(tmpdir(), 'danglian-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', mountPoint]);
  } catch {
    await rm(mountPoint, { recursive: true });
    return undefined;
  }
  const directory = join(mountPoint, 'space');
  await mkdir(directory);
  const { uid, gid } = await stat(like);
  await chown(mountPoint, uid, gid);
  await chown(directory, uid, gid);
  return {
    directory,
    remove: async () => {
      await run('umount', ['--lazy', mountPoint]);
      await rm(mountPoint, { recursive: true, force: true });
    },
  };
}
