import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Compiles a C file of this folder into a shared library, once for its content; answers the library's path. */
export async function compileSharedLibrary(sourceName: string): Promise<string> {
  const source = fileURLToPath(new URL(sourceName, import.meta.url));
  const folder = fileURLToPath(new URL('../../build/test-support/', import.meta.url));
  const digest = createHash('sha256').update(await readFile(source)).digest('hex').slice(0, 16);
  const library = `${folder}${sourceName.replace(/\.c$/, '')}-${digest}.so`;
  if (existsSync(library)) return library;
  await mkdir(folder, { recursive: true });
  const unfinished = `${library}.${String(process.pid)}`;
  await run('gcc', ['-shared', '-fPIC', '-O2', '-Wall', '-o', unfinished, source]);
  await rename(unfinished, library);
  return library;
}
