import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { NoteKey } from '../../src-shared/proof/signed-note.ts';
import { openDatabase } from '../../src-server/db/open-database.ts';
import type { Db } from '../../src-server/db/schema.ts';
import { exportLog, makeCheckpoint, openAudit, recordEvent, type Actor } from '../../src-server/features/audit/index.ts';
import { requireKeeper } from '../../src-server/features/audit/audit-keeper.ts';
import type { Report } from '../../src-server/verify/findings.ts';
import { verifyExport } from '../../src-server/verify/verify-export.ts';
import { startPostgres } from './postgres.ts';
import { openPreparedDatabase } from './prepared-database.ts';
import type { DatabaseKind } from './server.ts';

export const aTerminal: Actor = { accountId: null, displayName: '', unitName: '人事科', terminalName: '窗口一' };

export type TestLog = {
  readonly db: Db;
  readonly url: string | undefined;
  readonly key: NoteKey;
  readonly dataDirectory: string;
  record(count: number): Promise<void>;
  /** Signs what is there; the note as a terminal would keep it. */
  checkpoint(): Promise<string>;
  /** What a verifier says after the owner of the database was at it, whom no trigger stops. Afterwards the log is as before. */
  verifyAfter(attack: (tx: Db) => Promise<void>, ...anchors: readonly string[]): Promise<Report>;
  exported(): Promise<string[]>;
  verify(...anchors: readonly string[]): Promise<Report>;
  /** PostgreSQL only: all its processes end at once, and it starts again. */
  crash(): Promise<void>;
  close(): Promise<void>;
};

/** An audit log in an empty database of its own, with its keys beside it; no server around. A durable one waits for the disk, as in production. */
export async function openTestLog(kind: DatabaseKind, { isDurable = false } = {}): Promise<TestLog> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'danglian-log-'));
  const postgres = kind === 'postgres' ? await startPostgres({ isDurable }) : undefined;
  const url = await postgres?.createDatabase();
  const database = await (url === undefined ? openPreparedDatabase() : openDatabase({ kind: 'postgres', url }));
  const { db } = database;
  await openAudit(db, { dataDirectory });
  const { key } = requireKeeper(db).signer;
  const exportOf = async (source: Db): Promise<string[]> => {
    const lines: string[] = [];
    for await (const line of exportLog(source)) lines.push(line.trimEnd());
    return lines;
  };
  const verify = async (source: Db, notes: readonly string[]): Promise<Report> =>
    verifyExport({ lines: from(await exportOf(source)), key, anchors: notes.map((note, index) => ({ source: `anchor ${String(index + 1)}`, note })) });
  return {
    ...{ db, url, key, dataDirectory },
    exported: () => exportOf(db),
    record: count =>
      db.transaction().execute(async tx => {
        for (let index = 0; index < count; index += 1) await recordEvent(tx, aTerminal, { act: 'volumes.get', object: `G-${String(index)}` });
      }),
    checkpoint: async () => {
      const note = await makeCheckpoint(db);
      if (note === undefined) throw new Error('There was nothing to sign.');
      return note;
    },
    verifyAfter: async (attack, ...notes) => {
      let report: Report | undefined;
      const undone = new Error('undone');
      await db
        .transaction()
        .execute(async tx => {
          for (const table of ['audit_events', 'audit_checkpoints', 'audit_nodes']) await sql.raw(`alter table ${table} disable trigger user`).execute(tx);
          await attack(tx);
          report = await verify(tx, notes);
          throw undone;
        })
        .catch((error: unknown) => {
          if (error !== undone) throw error;
        });
      if (report === undefined) throw new Error('Nothing was verified.');
      return report;
    },
    verify: (...notes) => verify(db, notes),
    crash: async () => postgres?.crash(),
    close: async () => {
      await database.close();
      await postgres?.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Lines as a file gives them. */
export async function* from(lines: readonly string[]): AsyncGenerator<string> {
  await Promise.resolve();
  yield* lines;
}
