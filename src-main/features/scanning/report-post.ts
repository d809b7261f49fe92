import { z } from 'zod';
import { IdempotencyKey } from '#shared/domain/ids';
import type { OutboxCommand } from '#shared/domain/outbox';
import { FaultReport, FaultReportId } from '#shared/domain/scan-fault';
import type { TerminalServices } from '../../app/services.ts';
import type { Outbox } from '../outbox/index.ts';

export type ReportPost = Pick<Outbox, 'add' | 'send'>;

/** Where a program before the outbox kept reports that had not been sent. */
const formerQueue = 'faults.waiting';
const Waiting = z.array(z.object({ id: FaultReportId, report: FaultReport })).readonly();

/** Its key is its number: the data centre keeps each report once. */
const commandOf = (id: FaultReportId, report: FaultReport): readonly [OutboxCommand, Parameters<Outbox['add']>[1]] => [
  { kind: 'faults.report', id, report },
  { key: IdempotencyKey.parse(id), title: report.scanner?.model ?? '' },
];

/** False when it waits in the outbox. */
export async function postReport({ send }: ReportPost, report: FaultReport): Promise<boolean> {
  return (await send(...commandOf(FaultReportId.parse(crypto.randomUUID()), report))).isSent;
}

/** What waits from an earlier program goes into the outbox of the next person who may report. Cut short, it is done again: the same key is the same command. */
export function queueKeptReports({ store, session, reportBug }: Pick<TerminalServices, 'store' | 'session' | 'reportBug'>, { add }: ReportPost): void {
  const move = async (): Promise<void> => {
    const waiting = (await store.state.find(formerQueue, Waiting)) ?? [];
    for (const { id, report } of waiting) await add(...commandOf(id, report));
    if (waiting.length > 0) await store.state.save(formerQueue, []);
  };
  session.onBegin(({ roles }) => {
    if (roles.includes('archivist')) void move().catch(reportBug);
  });
}
