import { sql } from 'kysely';
import type { SessionEnding } from '#shared/domain/session-ending';
import type { Db } from '../../db/schema.ts';

/**
 * Tells waiting terminals that their session has ended. However many wait, the process asks the database once a second, for
 * what ended lately, and holds no connection while it waits.
 */
export type SessionWatch = {
  /** The reason, or undefined when the session still stands after `patienceMs`. */
  readonly wait: (tokenHash: Buffer, patienceMs: number) => Promise<SessionEnding | undefined>;
  /** Lets everyone go; they ask again elsewhere. */
  readonly letGo: () => void;
};

type Listener = (reason: SessionEnding | undefined) => void;

const askEveryMs = 1_000;
/** Longer than a transaction lasts that ends a session, and than the way from one question to the next. */
const lately = sql<Date>`clock_timestamp() - interval '90 seconds'`;

export function createSessionWatch(db: Db, reportProblem: (error: unknown) => void): SessionWatch {
  const waiting = new Map<string, Set<Listener>>();
  let timer: NodeJS.Timeout | undefined;

  const tell = (key: string, reason: SessionEnding | undefined): void => {
    const listeners = waiting.get(key) ?? [];
    waiting.delete(key);
    for (const listener of listeners) listener(reason);
  };
  const ask = async (): Promise<void> => {
    const ended = await db.selectFrom('endedSessions').select(['tokenHash', 'reason']).where('endedAt', '>', lately).execute();
    for (const { tokenHash, reason } of ended) tell(tokenHash.toString('hex'), reason);
  };
  const askLater = (): void => {
    timer ??= setTimeout(() => {
      void ask().catch(reportProblem).finally(() => {
        timer = undefined;
        if (waiting.size > 0) askLater();
      });
    }, askEveryMs).unref();
  };
  return {
    wait: (tokenHash, patienceMs) =>
      new Promise(resolve => {
        const key = tokenHash.toString('hex');
        const listeners = waiting.get(key) ?? new Set();
        const giveUp = setTimeout(() => { answer(undefined); }, patienceMs).unref();
        const answer: Listener = reason => {
          clearTimeout(giveUp);
          listeners.delete(answer);
          if (listeners.size === 0 && waiting.get(key) === listeners) waiting.delete(key);
          resolve(reason);
        };
        waiting.set(key, listeners.add(answer));
        askLater();
      }),
    letGo: () => {
      for (const key of [...waiting.keys()]) tell(key, undefined);
    },
  };
}
