import { sql } from 'kysely';
import type { Db } from '../../db/schema.ts';

/**
 * Which certificates were revoked, known without a question so that a handshake can be cut. Asked of the database every second:
 * a question that a broken connection, a pool in between and every kind of database survive, for one small index read.
 * Whether a request is answered is still read with each request; this is about the connection under it.
 */
export type Revocations = {
  readonly isRevoked: (fingerprint: string) => boolean;
  /** The listener hears of each certificate once. */
  readonly onRevoked: (listener: (fingerprint: string) => void) => void;
  /** Right after a revocation in this process. */
  readonly refresh: () => Promise<void>;
  /** Begins to watch; answers when what was revoked before is known. */
  readonly start: () => Promise<void>;
  readonly stop: () => void;
};

const pollEveryMs = 1_000;
/** Longer than a transaction lasts that could still hide a revocation. */
const lately = sql<Date>`clock_timestamp() - interval '90 seconds'`;

export function createRevocations(db: Db, reportProblem: (error: unknown) => void): Revocations {
  const revoked = new Set<string>();
  const listeners: ((fingerprint: string) => void)[] = [];
  let timer: NodeJS.Timeout | undefined;

  const read = async (since?: typeof lately): Promise<void> => {
    const all = db.selectFrom('terminalCertificates').select('fingerprint').where('revokedAt', 'is not', null);
    for (const { fingerprint } of await (since ? all.where('revokedAt', '>', since) : all).execute()) {
      if (revoked.has(fingerprint)) continue;
      revoked.add(fingerprint);
      for (const listener of listeners) listener(fingerprint);
    }
  };
  const pollLater = (): void => {
    timer = setTimeout(() => {
      void read(lately).catch(reportProblem).finally(() => { if (timer) pollLater(); });
    }, pollEveryMs);
    timer.unref();
  };
  return {
    isRevoked: fingerprint => revoked.has(fingerprint),
    onRevoked: listener => { listeners.push(listener); },
    refresh: () => read(lately),
    start: async () => {
      await read();
      if (!timer) pollLater();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
