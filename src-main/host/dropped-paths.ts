import { isAbsolute } from 'node:path';

const maxPaths = 2_000;
const maxLength = 4_096;

/** What an engine says of dropped files: places on this machine, and nothing for what a page made up or a program handed over without a file. */
export function pathsOf(told: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(told) ? told : [];
  return values.filter((path): path is string => typeof path === 'string' && path.length <= maxLength && isAbsolute(path)).slice(0, maxPaths);
}
