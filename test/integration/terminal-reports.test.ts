import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepFile } from '../../src-main/features/exports/keep-file.ts';

let folder: string;
beforeAll(async () => { folder = join(await mkdtemp(join(tmpdir(), 'danglian-reports-')), '档联导出'); });
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

test('a saved report belongs to its user alone; one of the same name is kept and the new one numbered', async () => {
  const paths = [await keepFile(folder, '审计报表-20261101-20261130.csv', Buffer.from('one')), await keepFile(folder, '审计报表-20261101-20261130.csv', Buffer.from('two'))];
  expect(paths).toEqual([join(folder, '审计报表-20261101-20261130.csv'), join(folder, '审计报表-20261101-20261130-2.csv')]);
  expect(await Promise.all(paths.map(path => readFile(path, 'utf8')))).toEqual(['one', 'two']);
  expect((await stat(paths[0]!)).mode & 0o777).toBe(0o600);
});

test.each(['../x.csv', '/etc/x.csv', '..', 'a/b.csv', '.hidden', 'x\u0000.csv', ''])('a name that leads elsewhere is refused: %j', async name => {
  await expect(keepFile(folder, name, Buffer.from(''))).rejects.toMatchObject({ code: 'input.invalid' });
});
