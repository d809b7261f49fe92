import { pageSize, totalLimit } from '#shared/contract/lists';
import { KeptFaultReport, type FaultReport } from '#shared/domain/scan-fault';
import type { Db } from '../../db/schema.ts';

/** So much is kept: a fault of last year no longer helps, and one terminal alone cannot fill the table. */
export const faultRetention = { days: 400, perTerminal: 200 } as const;

type NewReport = { readonly id: string; readonly reportedAt: Date; readonly terminalName: string; readonly unitName: string; readonly report: FaultReport };

/** False when it is there already. */
export async function addFaultReport(tx: Db, { report, ...row }: NewReport): Promise<boolean> {
  const added = await tx
    .insertInto('faultReports')
    .values({ ...row, report: JSON.stringify(report) })
    .onConflict(conflict => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

export async function dropOldReports(tx: Db, terminalName: string, now: Date): Promise<void> {
  await tx.deleteFrom('faultReports').where('reportedAt', '<', new Date(now.getTime() - faultRetention.days * 86_400_000)).execute();
  const oldest = tx.selectFrom('faultReports').select('id').where('terminalName', '=', terminalName).orderBy('reportedAt', 'desc').orderBy('id').offset(faultRetention.perTerminal);
  await tx.deleteFrom('faultReports').where('id', 'in', oldest).execute();
}

export async function listFaultReports(db: Db, page: number): Promise<{ items: KeptFaultReport[]; total: number }> {
  const rows = await db.selectFrom('faultReports').selectAll().orderBy('reportedAt', 'desc').orderBy('id').limit(pageSize).offset((page - 1) * pageSize).execute();
  const counted = await db.selectFrom(db.selectFrom('faultReports').select('id').limit(totalLimit).as('some')).select(eb => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  return { items: rows.map(row => KeptFaultReport.parse({ ...row, reportedAt: row.reportedAt.toISOString() })), total: Number(counted.count) };
}
