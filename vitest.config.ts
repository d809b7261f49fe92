import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Programs that tests start take their stripped and compiled sources from here: twice as quick to be there. */
const compileCache = join(import.meta.dirname, 'build', 'compile-cache');

const project = (name: string, extra: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`], environment: 'node', env: { NODE_COMPILE_CACHE: compileCache }, ...extra },
});

/** unit: milliseconds, no I/O. integration: real parts, a database or a device per file; they wait for devices more than they compute, so one more runs than a small machine has processors. */
export default defineConfig({
  test: {
    projects: [
      // Pure: they share one module graph, which is four times as fast as one each. Milliseconds, but not on a machine that does much else meanwhile.
      project('unit', { isolate: false, testTimeout: 30_000, sequence: { groupOrder: 0 } }),
      project('integration', { testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 3, sequence: { groupOrder: 1 } }),
    ],
  },
});
