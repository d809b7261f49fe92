import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNoteKey } from '../../src-shared/proof/signed-note.ts';
import { noteTools } from '../../src-server/verify/proof-tools.ts';
import { openTestLog, type TestLog } from '../support/audit-log.ts';

let log: TestLog;
let directory: string;
let lines: string[];

beforeAll(async () => {
  log = await openTestLog('pglite');
  await log.record(20);
  const note = await log.checkpoint();
  await log.record(2);
  lines = await log.exported();
  directory = await mkdtemp(join(tmpdir(), 'danglian-verify-'));
  await build({ entryPoints: [join(import.meta.dirname, '../../src-server/verify/main.ts')], bundle: true, platform: 'node', format: 'esm', outfile: join(directory, 'danglian-verify.mjs') });
  await writeFile(join(directory, 'log.key'), `${writeNoteKey(noteTools, log.key)}\n`);
  await writeFile(join(directory, 'anchor.note'), note);
  await writeFile(join(directory, 'log.jsonl'), `${lines.join('\n')}\n`);
});
afterAll(async () => {
  await log.close();
  await rm(directory, { recursive: true, force: true });
});

/** Alone in a folder: no packages, no sources. */
function run(...args: readonly string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise(resolve => {
    execFile(process.execPath, ['danglian-verify.mjs', ...args], { cwd: directory, env: {} }, (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : 0, out, error });
    });
  });
}

test('an intact log with a note from outside: 0, in both languages', async () => {
  const { code, out } = await run('--key', 'log.key', 'log.jsonl', 'anchor.note');
  expect(out).toContain('日志完整：22 个事件，外部检查点证明到第 20 号');
  expect(out).toContain('The log is intact');
  expect(code).toBe(0);
});

test('a changed one: 1, and where', async () => {
  await writeFile(join(directory, 'changed.jsonl'), `${lines.map(line => (line.includes('"sequence":7,') ? line.replaceAll('G-6', 'G-9') : line)).join('\n')}\n`);
  const { code, out } = await run('--key', 'log.key', 'changed.jsonl', 'anchor.note');
  expect(out).toContain('第 7 号事件的内容被修改');
  expect(code).toBe(1);
});

test('not an export, or no key: 2', async () => {
  await writeFile(join(directory, 'other.jsonl'), '{"kind":"event"}\n');
  expect(await run('--key', 'log.key', 'other.jsonl')).toMatchObject({ code: 2, error: expect.stringContaining('无法核验') as string });
  expect((await run('log.jsonl')).code).toBe(2);
});

test('consistent, but nothing from outside was given: 3; the answer as JSON', async () => {
  const { code, out } = await run('--json', '--key', 'log.key', 'log.jsonl');
  expect(JSON.parse(out)).toMatchObject({ findings: [], events: 22, anchoredUpTo: 0, signedUpTo: 20 });
  expect(code).toBe(3);
});

test('it reaches neither database nor server', async () => {
  const sources = join(import.meta.dirname, '../../src-server/verify');
  for (const file of await readdir(sources)) {
    const imports = [...(await readFile(join(sources, file), 'utf8')).matchAll(/from '([^']+)'/g)].map(([, name = '']) => name);
    expect(imports.filter(name => !/^(node:|#shared\/|\.\/|zod$)/.test(name)), file).toEqual([]);
  }
});
