import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { OutputKind, PrintedKind, RegisteredOutput } from '#shared/domain/sheet-print';
import type { Db } from '../../db/schema.ts';
import { rowsAllowed, type Subject } from '../authority/index.ts';

type Row = Omit<z.input<typeof RegisteredOutput>, 'at'> & { readonly at: Date };

/** Of one of the three offices: no matter of the unit it sits in, and nothing that those whom it watches look into. */
export const ofOffice: ReadonlySet<PrintedKind> = new Set(['audit-report']);

/** Seen by whoever may count it. */
const act = 'sheetPrints.count';

/** Three registers as one, each under the rules of this list; a catalogue that was never begun moved no paper. */
function outputsOf(subject: Subject): RawBuilder<unknown> {
  const rows = (managingUnitId: RawBuilder<unknown>, account: string): RawBuilder<unknown> => rowsAllowed(subject, act, { managingUnitId, participantIds: [sql.ref(account)] });
  const formUnit = sql`case when f.kind in (${sql.join([...ofOffice])}) then null else f.unit_id end`;
  return sql`
    select c.id, 'catalogue' as kind, c.register_number, p.archive_number as object, jsonb_array_length(c.sheets) as count, c.good_sheets as good,
      case c.state when 'prepared' then 'waiting' else c.state end as state, coalesce(c.printer_name, '') as printer_name, c.account_id, c.prepared_at as at
    from catalogue_prints c join volumes v on v.id = c.volume_id join persons p on p.id = v.person_id
    where c.state <> 'replaced' and ${rows(sql.ref('p.managing_unit_id'), 'c.account_id')}
    union all
    select s.id, 'strips', s.register_number, s.template ->> 'name', s.strip_count, s.good_count,
      case s.state when 'open' then 'waiting' when 'completed' then 'done' when 'abandoned' then 'given-up' else s.state end,
      coalesce((select r.printer_name from strip_runs r where r.job_id = s.id order by r.number desc limit 1), ''), s.account_id, s.prepared_at
    from strip_jobs s where ${rows(sql.ref('s.unit_id'), 's.account_id')}
    union all
    select f.id, f.kind, f.register_number, f.object, f.sheet_count, f.good_sheets, f.state, f.printer_name, f.account_id, f.started_at
    from sheet_prints f where ${rows(formUnit, 'f.account_id')}`;
}

export async function listOutputs(db: Db, subject: Subject, { page, kind }: { readonly page: number; readonly kind: OutputKind | null }): Promise<z.input<typeof RegisteredOutput>[]> {
  const { rows } = await sql<Row>`
    select o.id, o.kind, o.register_number, o.object, o.count, o.good, o.state, o.printer_name, a.display_name as operator_name, o.at
    from (${outputsOf(subject)}) o join accounts a on a.id = o.account_id
    where ${kind}::text is null or o.kind = ${kind}
    order by o.at desc, o.register_number desc limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

export async function countOutputs(db: Db, subject: Subject, kind: OutputKind | null): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from (select 1 from (${outputsOf(subject)}) o where ${kind}::text is null or o.kind = ${kind} limit ${totalLimit}) counted`.execute(db);
  return rows[0]?.total ?? 0;
}
