import { z } from 'zod';
import { FaultReport, FaultReportId } from '#shared/domain/scan-fault';
import type { TerminalServices } from '../../app/services.ts';

/** As many as a bad day without a network brings; of more the oldest is given up. */
const maxWaiting = 20;
const Waiting = z.array(z.object({ id: FaultReportId, report: FaultReport })).readonly();
const name = 'faults.waiting';

/** Fault reports on their way to the data centre; they wait in the store until it has taken them. */
export type ReportPost = {
  /** False when it waits. */
  readonly send: (report: FaultReport) => Promise<boolean>;
};

export function createReportPost({ store, server, session, reportBug }: Pick<TerminalServices, 'store' | 'server' | 'session' | 'reportBug'>): ReportPost {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = queue.then(work, work);
    queue = done.catch(() => undefined);
    return done;
  };
  const waiting = async (): Promise<z.output<typeof Waiting>> => (await store.state.find(name, Waiting)) ?? [];
  /** Oldest first, until one is not taken. The data centre keeps each once, however often it comes. */
  const flush = async (): Promise<boolean> => {
    for (const each of await waiting()) {
      const isTaken = await server.call('faults.report', each).then(() => true, () => false);
      if (!isTaken) return false;
      await store.state.save(name, (await waiting()).filter(({ id }) => id !== each.id));
    }
    return true;
  };
  session.onBegin(({ roles }) => {
    if (roles.includes('archivist')) void inTurn(flush).catch(reportBug);
  });
  return {
    send: report =>
      inTurn(async () => {
        await store.state.save(name, [...(await waiting()), { id: FaultReportId.parse(crypto.randomUUID()), report }].slice(-maxWaiting));
        return flush();
      }),
  };
}
