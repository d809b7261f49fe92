import type { Db } from '../../db/schema.ts';
import { appendEvents } from './append-events.ts';
import { requireKeeper } from './audit-keeper.ts';
import { LogBroken } from './check-links.ts';
import { makeCheckpoint } from './make-checkpoint.ts';
import { readTree } from './tree-store.ts';

/** Whichever comes first. What lies after the newest checkpoint is not proved yet. */
const everyEvents = 1_000;
const everyMs = 60_000;
const lookEveryMs = 1_000;

export type CheckpointWorker = {
  /** Signs once more what is there. */
  readonly stop: () => Promise<void>;
};

/** Keeps the checkpoints coming. Any number of processes may run one: the row of the tree is taken by one of them at a time. */
export function startCheckpoints(db: Db, report: (error: unknown) => void): CheckpointWorker {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    if (await isDue(db)) await signOrAlarm(db, report);
  };
  const next = (): void => {
    // A broken log is read again now and then only: it does not mend by itself.
    if (!isStopped) timer = setTimeout(run, requireKeeper(db).trouble === undefined ? lookEveryMs : everyMs).unref();
  };
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = look().catch(report).finally(next);
  };
  run();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
      await signOrAlarm(db, report).catch(report);
    },
  };
}

async function isDue(db: Db): Promise<boolean> {
  const { sequence } = await db.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow();
  const { frontier, checkpointedAt } = await readTree(db);
  const waiting = Number(sequence) - frontier.size;
  return waiting >= everyEvents || (waiting !== 0 && Math.abs(Date.now() - checkpointedAt.getTime()) >= everyMs);
}

/** A broken log is told in the log of the program, in the log of events, and to every terminal that asks for a proof. */
export async function signOrAlarm(db: Db, report: (error: unknown) => void): Promise<void> {
  const keeper = requireKeeper(db);
  try {
    await makeCheckpoint(db);
    keeper.trouble = undefined;
  } catch (error) {
    if (!(error instanceof LogBroken)) throw error;
    if (keeper.trouble === error.message) return;
    keeper.trouble = error.message;
    report(error);
    await appendEvents(db, [{ actor: null, unit: '', terminal: '', terminalId: null, act: 'log.broken', object: '', result: 'failed', detail: error.message, person: null, changes: [] }]);
  }
}
