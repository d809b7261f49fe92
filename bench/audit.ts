// npm run bench -- audit [--events 4000] [--rounds 5] [--appenders 8]
// Events appended to the log (chained, one after the other) against plain inserts of the same rows into a like table with the same
// indexes on the same PostgreSQL, by turns: each in a transaction of its own, from one appender and from several. PostgreSQL waits for
// the disk, as in production; the plain inserts commit as PostgreSQL has it. Then how fast a verifier reads an export.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../src-server/db/open-database.ts';
import type { Db, Schema } from '../src-server/db/schema.ts';
import { requireKeeper } from '../src-server/features/audit/audit-keeper.ts';
import { exportLog, makeCheckpoint, openAudit, recordEvent, type Actor } from '../src-server/features/audit/index.ts';
import { verifyExport } from '../src-server/verify/verify-export.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { formatTable, percentile, timeMs } from './support/figures.ts';

const aim = 0.5;
const { values } = parseArgs({ options: { events: { type: 'string', default: '4000' }, rounds: { type: 'string', default: '5' }, appenders: { type: 'string', default: '8' } } });
const [events, rounds, appenders] = [Number(values.events), Number(values.rounds), Number(values.appenders)];

const actor: Actor = { accountId: crypto.randomUUID(), displayName: '李档案', unitName: '组织部干部监督科', terminalName: '一号窗口' };
const factsOf = (index: number) => ({ act: 'pages.read', object: `CY-2026-${String(index)}`, detail: 'material=4-1 page=3 size=full' }) as const;

const chained = (db: Db) => (index: number): Promise<void> => db.transaction().execute(tx => recordEvent(tx, actor, factsOf(index)));

/** The same bytes and columns as a log without proof would have them. */
const plain = (db: Db) => (index: number): Promise<void> =>
  db.transaction().execute(async tx => {
    const { act, object, detail } = factsOf(index);
    const payload = Buffer.from(JSON.stringify({ actor: actor.accountId, unit: actor.unitName, terminal: actor.terminalName, act, object, detail, padding: 'x'.repeat(150) }));
    const hash = Buffer.alloc(32);
    await sql`insert into plain_events (suite, payload, prev, hash, actor_id, actor_unit_name, terminal_name, act, object, result, detail)
      values ('sha256', ${payload}, ${hash}, ${hash}, ${actor.accountId}, ${actor.unitName}, ${actor.terminalName}, ${act}, ${object}, 'done', ${detail})`.execute(tx);
  });

const plainTable = [
  'create table plain_events (like audit_events including indexes)',
  'create sequence plain_numbers',
  `alter table plain_events alter column sequence set default nextval('plain_numbers'), alter column at set default now()`,
];

async function perSecond(append: (index: number) => Promise<void>, count: number): Promise<number> {
  let next = 0;
  const appendOn = async (): Promise<void> => {
    while (next < events) {
      next += 1;
      await append(next);
    }
  };
  return (events / (await timeMs(() => Promise.all(Array.from({ length: count }, appendOn))))) * 1000;
}

type Rates = { readonly chained: number; readonly plain: number; readonly ratio: number };

async function compare({ db, plainDb }: { readonly db: Db; readonly plainDb: Db }, count: number): Promise<Rates> {
  const samples: { readonly chained: number; readonly plain: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const sample = { plain: await perSecond(plain(plainDb), count), chained: await perSecond(chained(db), count) };
    if (round > 0) samples.push(sample); // the first warms both
  }
  const middle = (pick: (sample: Rates) => number): number => percentile(samples.map(sample => pick({ ...sample, ratio: sample.chained / sample.plain })), 0.5);
  return { chained: middle(rate => rate.chained), plain: middle(rate => rate.plain), ratio: middle(rate => rate.ratio) };
}

async function measureVerification(db: Db): Promise<{ readonly events: number; readonly perSecond: number; readonly signedPerSecond: number }> {
  const { sequence } = await db.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow();
  let note: string | undefined;
  const signing = await timeMs(async () => {
    for (let newest = await makeCheckpoint(db); newest !== undefined; newest = await makeCheckpoint(db)) note = newest;
  });
  const lines: string[] = [];
  for await (const line of exportLog(db)) lines.push(line.trimEnd());
  const { key } = requireKeeper(db).signer;
  async function* read(): AsyncGenerator<string> {
    await Promise.resolve();
    yield* lines;
  }
  const anchors = note === undefined ? [] : [{ source: 'bench', note }];
  const ms = await timeMs(async () => {
    const { findings } = await verifyExport({ lines: read(), key, anchors });
    if (findings.length > 0) throw new Error(`The log of the bench does not verify: ${JSON.stringify(findings)}`);
  });
  const count = Number(sequence);
  return { events: count, perSecond: (count / ms) * 1000, signedPerSecond: (count / signing) * 1000 };
}

const postgres = await startPostgres({ isDurable: true });
const dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-bench-'));
const url = await postgres.createDatabase();
const database = await openDatabase({ kind: 'postgres', url });
const plainDb: Db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 10 }) }) });
const { db } = database;
try {
  await openAudit(db, { dataDirectory });
  for (const statement of plainTable) await sql.raw(statement).execute(db);
  const one = await compare({ db, plainDb }, 1);
  const many = await compare({ db, plainDb }, appenders);
  const verification = await measureVerification(db);
  const row = (name: string, { chained: ours, plain: theirs, ratio }: Rates): string[] => [name, ours.toFixed(0), theirs.toFixed(0), ratio.toFixed(2)];
  console.log(formatTable([['events per second', 'chained', 'plain', 'ratio'], row('one appender', one), row(`${String(appenders)} appenders`, many)]));
  console.log(`signing and checking ${verification.signedPerSecond.toFixed(0)} events/s, verifying an export of ${String(verification.events)} events ${verification.perSecond.toFixed(0)} events/s`);
  const ratio = Math.min(one.ratio, many.ratio);
  console.log(
    JSON.stringify({
      bench: 'audit', ratio: Number(ratio.toFixed(2)), reference: 'plain inserts into a like table on the same PostgreSQL', aim, isAimMet: ratio >= aim, processors: cpus().length, events, rounds,
      one: { ratio: Number(one.ratio.toFixed(2)), chainedPerSecond: Math.round(one.chained), plainPerSecond: Math.round(one.plain) },
      many: { appenders, ratio: Number(many.ratio.toFixed(2)), chainedPerSecond: Math.round(many.chained), plainPerSecond: Math.round(many.plain) },
      verifiedPerSecond: Math.round(verification.perSecond), signedPerSecond: Math.round(verification.signedPerSecond),
    }),
  );
} finally {
  await plainDb.destroy();
  await database.close();
  await postgres.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
