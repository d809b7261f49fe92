import { readdir, readFile } from 'node:fs/promises';

/** Device hosts that were started with this SANE configuration, found by their environment. */
export async function findDeviceHosts(saneConfigDirectory: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const read = (pid: string, file: string): Promise<string> => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const found = await Promise.all(
    pids.map(async pid => (await read(pid, 'cmdline')).includes('device-host') && (await read(pid, 'environ')).includes(saneConfigDirectory)),
  );
  return pids.filter((_pid, index) => found[index]).map(Number);
}
