import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPackage } from '../../src-main/features/deliveries/open-package.ts';
import { openDatabase } from '../../src-server/db/open-database.ts';
import { startAdmin, type AdminSettings, type RunningAdmin } from '../support/admin-program.ts';
import { anAccount, aUnit, testPassword } from '../support/builders.ts';
import { startDataCentre, type DataCentre } from '../support/data-centre.ts';

let directory: string;
let centre: DataCentre;
let settings: AdminSettings;
let loginName: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'danglian-admin-'));
  const seeding = await openDatabase({ kind: 'pglite', directory: join(directory, 'centre/database') });
  const unit = await aUnit(seeding.db);
  ({ loginName } = await anAccount(seeding.db, { roles: ['archivist'], unitId: unit.id }));
  await seeding.close();
  centre = await startDataCentre({ dataDirectory: join(directory, 'centre') });
  settings = { serverUrl: centre.url, caFile: join(directory, 'centre/ca.crt'), directory: join(directory, 'admin'), code: centre.takeCode(), password: testPassword };
});
afterAll(async () => {
  await centre.end('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

const start = (...args: readonly string[]): RunningAdmin => startAdmin(settings, [...args, '--login', loginName]);
async function run(...args: readonly string[]): Promise<{ readonly code: unknown; readonly output: string }> {
  const admin = start(...args);
  return { code: await admin.ended, output: admin.output() };
}
async function put(disc: string, count: number, bytes: number): Promise<string> {
  for (let index = 1; index <= count; index += 1) {
    const folder = join(directory, disc, `卷${String(index)}`, '1.履历材料');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '0101.jpg'), Buffer.alloc(bytes, `${disc} ${String(index)}`));
  }
  return join(directory, disc);
}
/** Until the queue is filled; fails when the program ends before. */
async function untilQueued(admin: RunningAdmin): Promise<void> {
  while (!admin.output().includes('packages found')) {
    if (admin.child.exitCode !== null) throw new Error(admin.output());
    await delay(20);
  }
}
const newBatch = ['--new-batch', '--supplier', '某公司', '--approval', '批-1'] as const;
const numberIn = (output: string): string => /JS-\d{4}-\d{4}/.exec(output)?.[0] ?? '';

describe('wrong use', () => {
  test.each([[['intake', 'eat']], [['intake', 'send', '--batch']], [['intake', 'send', '--batch', 'JS-2026-0001', '--unknown', 'x', '.']], [['media', 'move', 'superfluous']]])('%j is told without anything being started', async args => {
    const { code, output } = await run(...args);
    expect(code).toBe(2);
    expect(output).toContain('--help');
  });

  test('the help tells every command in both languages, and that passwords are no arguments', async () => {
    for (const language of ['zh-CN', 'en']) {
      const admin = startAdmin({ ...settings, language }, ['--help']);
      expect(await admin.ended).toBe(0);
      for (const word of ['intake send', 'intake watch', 'intake status', 'intake close', 'intake accept', 'intake return', 'intake defects', 'media list', 'media register', 'media move', 'DANGLIAN_PASSWORD']) expect(admin.output()).toContain(word);
    }
  });

  test('a setting that is missing is named', async () => {
    const admin = startAdmin({ ...settings, caFile: '/nowhere' }, ['intake', 'status', '--login', loginName]);
    expect(await admin.ended).toBe(2);
    expect(admin.output()).toContain('DANGLIAN_SERVER_CA');
  });
});

test('the first command enrols; a wrong password is refused in words', { timeout: 180_000 }, async () => {
  const admin = startAdmin({ ...settings, password: 'Wrong-0000' }, ['intake', 'status', '--login', loginName]);
  expect(await admin.ended).toBe(1);
  expect(admin.output()).toContain('[session.wrong-credentials]');
  expect((await run('intake', 'status')).code).toBe(0);
});

test('media are registered, received and listed; a batch read from one names it', { timeout: 180_000 }, async () => {
  const medium = ['--number', 'GP-001', '--type', 'optical-disc', '--contents', '某单位 3 卷', '--purpose', '移交', '--approval', '批-1'];
  expect(await run('media', 'register', ...medium)).toMatchObject({ code: 0 });
  const disc = await put('medium', 1, 10_000);
  const send = ['intake', 'send', ...newBatch, '--medium', 'GP-001', disc];
  const refused = await run(...send);
  expect(refused.output).toContain('[medium.not-received]');
  expect(refused.code).toBe(1);
  expect(await run('media', 'move', '--medium', 'GP-001', '--to', 'received', '--handed-by', '甲', '--received-by', '乙', '--witness', '丙', '--place', '库房')).toMatchObject({ code: 0 });
  expect((await run('media', 'list')).output).toContain('GP-001');
  expect(await run(...send)).toMatchObject({ code: 0 });
  expect((await run('media', 'move', '--medium', 'GP-404', '--to', 'received', '--handed-by', '甲', '--received-by', '乙', '--witness', '丙', '--place', '库房')).code).toBe(2);
});

test('a batch is sent, watched and returned; what comes after is refused', { timeout: 180_000 }, async () => {
  const disc = await put('whole', 3, 50_000);
  const sent = await run('intake', 'send', ...newBatch, disc);
  expect(sent.code).toBe(0);
  const number = numberIn(sent.output);
  expect(await run('intake', 'watch', '--batch', number)).toMatchObject({ code: 0 });
  expect((await run('intake', 'status', '--batch', number)).output).toContain('offered 3');
  const again = await run('intake', 'send', '--batch', number, disc);
  expect(again.output).toContain('3 packages found, 0 of them new, 3 in the queue already');
  expect((await run('intake', 'return', '--batch', number, '--note', '图像无法读取')).output).toContain('returned 3');
  const late = await run('intake', 'send', '--batch', number, await put('late', 4, 1_000));
  expect(late).toMatchObject({ code: 1 });
  expect(late.output).toContain('[batch.state-conflict]');
});

test('Ctrl-C pauses, and the same command goes on', { timeout: 180_000 }, async () => {
  const disc = await put('interrupted', 12, 8_000_000);
  const first = start('intake', 'send', ...newBatch, disc);
  await untilQueued(first);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(1);
  expect(first.output()).toContain('Paused.');
  const second = await run('intake', 'send', '--batch', numberIn(first.output()), disc);
  expect(second.code).toBe(0);
  expect(second.output).toContain('All delivered: 12');
});

// The embedded database starts three times in it: slow on a busy machine.
test('after kill -9 of the program and of the data centre at random moments everything is offered once, with the bytes of the disc', { timeout: 300_000 }, async () => {
  const count = 16;
  const disc = await put('killed', count, 3_000_000);
  let number = '';
  for (let round = 0; round < 5; round += 1) {
    const admin = number === '' ? start('intake', 'send', ...newBatch, disc) : start('intake', 'send', '--batch', number, disc);
    await untilQueued(admin);
    if (number === '') number = numberIn(admin.output());
    await delay(Math.random() * 900);
    if (round % 2 === 1) {
      const port = Number(new URL(centre.url).port);
      await centre.end('SIGKILL');
      centre = await startDataCentre({ dataDirectory: join(directory, 'centre'), port });
      await delay(Math.random() * 1_500);
    }
    admin.child.kill('SIGKILL');
    await admin.ended;
  }
  const last = await run('intake', 'send', '--batch', number, disc);
  expect(last.output).toContain(`All delivered: ${String(count)}`);
  expect(last.code).toBe(0);
  await centre.end('SIGTERM');
  const database = await openDatabase({ kind: 'pglite', directory: join(directory, 'centre/database') });
  const offered = await database.db.selectFrom('intakePackages as p').innerJoin('intakeBatches as b', 'b.id', 'p.batchId').select(['p.name', 'p.digest']).where('b.number', '=', number).execute();
  await database.close();
  const expected = await Promise.all(
    (await readdir(disc)).map(async name => ({ name, digest: (await openPackage({ path: join(disc, name), kind: 'folder' }, new AbortController().signal)).digest })),
  );
  const byName = (a: { readonly name: string }, b: { readonly name: string }): number => a.name.localeCompare(b.name);
  expect(offered.toSorted(byName)).toEqual(expected.toSorted(byName));
});
