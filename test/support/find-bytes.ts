import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

type Search = { readonly folders: readonly string[]; /** Of these only what lies in them directly. */ readonly flat?: readonly string[]; readonly needles: readonly Buffer[]; /** Files older than this cannot have it. */ readonly sinceMs: number };

const largestBytes = 256 * 1024 * 1024;

/** Paths of files in which one of the needles lies, as it is or in base64. Looks into everything that this user may read. */
export async function findBytes({ folders, flat = [], needles, sinceMs }: Search): Promise<readonly string[]> {
  const wanted = needles.flatMap(needle => [needle, ...base64Forms(needle)]);
  const found: string[] = [];
  const lists = [...folders.map(folder => filesBelow(folder, sinceMs)), ...flat.map(folder => filesBelow(folder, sinceMs, false))];
  for (const list of lists) for (const file of await list) if (await holds(file, wanted)) found.push(file);
  return found;
}

/** Wherever in a text it begins, one of three forms of its middle is there. */
const base64Forms = (needle: Buffer): readonly Buffer[] => [0, 1, 2].map(shift => Buffer.from(needle.subarray(shift).toString('base64').slice(0, -4)));

async function filesBelow(folder: string, sinceMs: number, isDeep = true): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const lists = entries.map(async entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isDeep ? filesBelow(path, sinceMs) : [];
    const facts = entry.isFile() ? await lstat(path).catch(() => undefined) : undefined;
    return facts && facts.mtimeMs >= sinceMs && facts.size <= largestBytes ? [path] : [];
  });
  return (await Promise.all(lists)).flat();
}

async function holds(file: string, needles: readonly Buffer[]): Promise<boolean> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return false;
  try {
    const bytes = await handle.readFile();
    return needles.some(needle => bytes.includes(needle));
  } catch {
    return false; // gone, or not ours
  } finally {
    await handle.close();
  }
}

/** Three pieces of the middle of a page, which nothing else has. */
export function piecesOf(jpeg: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(jpeg);
  const at = (share: number): Buffer => bytes.subarray(Math.floor(bytes.length * share), Math.floor(bytes.length * share) + 48);
  return [at(0.4), at(0.6), at(0.8)];
}
