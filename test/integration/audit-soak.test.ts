import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestLog, type TestLog } from '../support/audit-log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog('postgres');
});
afterAll(() => log.close());

const writer = join(import.meta.dirname, '../support/soak-writer.ts');

/** Two processes write; each is killed without warning after a moment of its own. */
async function writeAndKill(afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [writer, log.url ?? '', log.dataDirectory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await delay(afterMs);
  child.kill('SIGKILL');
  await ended;
}

test('processes killed while they append leave a whole chain, and no act without its event', async () => {
  const notes: string[] = [];
  for (const afterMs of [100, 400, 800, 1200]) {
    await Promise.all([writeAndKill(afterMs), writeAndKill(afterMs + 70)]);
    // Whatever a dead process had begun is undone as soon as the database notices.
    await expect.poll(async () => (await sql`select 1 from pg_stat_activity where state like 'idle in transaction%'`.execute(log.db)).rows.length).toBe(0);
    notes.push(await log.checkpoint());
  }
  const report = await log.verify(...notes);
  expect(report.findings).toEqual([]);
  expect(report.events).toBeGreaterThan(20);
  expect(report.anchoredUpTo).toBe(report.events);
  const { rows } = await sql`
    select c.name, e.object from counters c full join audit_events e on e.object = c.name where c.name is null or e.object is null`.execute(log.db);
  expect(rows).toEqual([]);
  expect(await log.db.selectFrom('counters').select('name').execute()).toHaveLength(report.events);
}, 90_000);
