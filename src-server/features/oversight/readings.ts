import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { formatMaterialNumber, type ClassCode } from '#shared/domain/catalogue';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { oversightOperations, AccessQuestion } from '#shared/contract/server/oversight-operations';
import type { Reading, ReadMaterial } from '#shared/domain/oversight';
import type { Db } from '../../db/schema.ts';

type Question = z.output<(typeof oversightOperations)['audit.accessOf']['input']>;
type Found = z.input<typeof Reading>;
type ReadRow = { readonly classCode: ClassCode; readonly sequence: number; readonly seconds: number; readonly printedSheets: number };

/** Who saw whom, newest first: confidential requests like any other, and nothing of a person but his archive number. */
export async function listReadings(db: Db, question: Question, now: Date): Promise<{ items: Found[]; total: number; denied: number }> {
  const { ids, total } = await findSessions(db, question);
  const materials = await listReadMaterials(db, ids);
  const rows = ids.length === 0 ? [] : await readingsOf(db).where('viewSessions.id', 'in', ids).orderBy('openedAt', 'desc').orderBy('viewSessions.id').execute();
  const items = rows.map(({ openedAt, endsAt, closedAt, ...row }): Found => {
    const read = materials.get(row.id) ?? [];
    const endedAt = closedAt ?? (endsAt <= now ? endsAt : null);
    const seconds = read.reduce((sum, material) => sum + material.seconds, 0);
    return { ...row, openedAt: openedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, seconds, materials: read };
  });
  return { items, total, denied: await countDenials(db, question) };
}

function readingsOf(db: Db) {
  return db
    .selectFrom('viewSessions')
    .innerJoin('volumes', 'volumes.id', 'viewSessions.volumeId')
    .innerJoin('persons', 'persons.id', 'volumes.personId')
    .innerJoin('accounts as readers', 'readers.id', 'viewSessions.accountId')
    .innerJoin('units as readerUnits', 'readerUnits.id', 'readers.unitId')
    .leftJoin('viewRequests', 'viewRequests.id', 'viewSessions.requestId')
    .leftJoin('accounts as seconds', 'seconds.id', 'viewRequests.secondReaderId')
    .leftJoin('circles', 'circles.id', 'viewRequests.circleId')
    .select(['viewSessions.id', 'viewSessions.kind', 'persons.archiveNumber', 'viewRequests.number as requestNumber', 'circles.name as circleName'])
    .select(['viewSessions.terminalName', 'openedAt', 'viewSessions.endsAt', 'viewSessions.closedAt'])
    .select(['readers.displayName as readerName', 'readerUnits.name as readerUnitName', 'seconds.displayName as secondReaderName']);
}

/** The ids of one page first: joined to everything that is shown, the planner would walk through all readings there ever were. */
async function findSessions(db: Db, { about, from, until, page }: Question): Promise<{ ids: string[]; total: number }> {
  const within = sql`
    from (${sessionsOf(about)}) as found
    where opened_at >= ${new Date(from ?? 0)} and opened_at < ${until === null ? sql`'infinity'` : new Date(until)}`;
  const { rows } = await sql<{ id: string }>`select id ${within} order by opened_at desc, id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*)::integer as total from (select 1 ${within} limit ${totalLimit}) as counted`.execute(db);
  return { ids: rows.map(({ id }) => id), total: counted.rows[0]?.total ?? 0 };
}

/** By an index each: the file's volumes, the request, or what an officer opened or read along with. */
function sessionsOf(about: AccessQuestion): RawBuilder<unknown> {
  switch (about.kind) {
    case 'file':
      return sql`select s.id, s.opened_at from view_sessions s join volumes v on v.id = s.volume_id join persons p on p.id = v.person_id where p.archive_number = ${about.archiveNumber}`;
    case 'request':
      return sql`select s.id, s.opened_at from view_sessions s join view_requests r on r.id = s.request_id where r.number = ${about.requestNumber}`;
    case 'officer':
      return sql`select id, opened_at from view_sessions where account_id = ${about.accountId}
        union all
        select s.id, s.opened_at from view_sessions s join view_requests r on r.id = s.request_id where r.second_reader_id = ${about.accountId}`;
  }
}

async function listReadMaterials(db: Db, sessionIds: readonly string[]): Promise<ReadonlyMap<string, readonly z.input<typeof ReadMaterial>[]>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('viewSeconds')
    .innerJoin('materials', 'materials.id', 'viewSeconds.materialId')
    .select(['viewSessionId', 'classCode', 'sequence', 'seconds'])
    .select(sql<number>`(
      select coalesce(sum(copies), 0)::integer from print_jobs
      join pages on pages.id = any(print_jobs.page_ids) and pages.material_id = view_seconds.material_id
      where print_jobs.view_session_id = view_seconds.view_session_id and print_jobs.state in ('submitted', 'completed'))`.as('printedSheets'))
    .where('viewSessionId', 'in', [...sessionIds])
    .orderBy('classCode')
    .orderBy('sequence')
    .execute();
  return new Map(sessionIds.map(id => [id, rows.filter(({ viewSessionId }) => viewSessionId === id).map(presentMaterial)]));
}

function presentMaterial({ classCode, sequence, seconds, printedSheets }: ReadRow): z.input<typeof ReadMaterial> {
  return { number: formatMaterialNumber(classCode, sequence), seconds, printedSheets };
}

/** Refused attempts stand in the log alone. */
async function countDenials(db: Db, { about, from, until }: Question): Promise<number> {
  const counted = db
    .selectFrom('auditEvents')
    .select('sequence')
    .where('result', '<>', 'done')
    .where('result', '=', 'denied')
    .where(sql<boolean>`${deniedOf(about)}`)
    .$if(from !== null, query => query.where('at', '>=', new Date(from ?? 0)))
    .$if(until !== null, query => query.where('at', '<', new Date(until ?? 0)))
    .limit(totalLimit)
    .as('counted');
  const { total } = await db.selectFrom(counted).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  return total;
}

function deniedOf(about: AccessQuestion): RawBuilder<unknown> {
  switch (about.kind) {
    case 'file':
      return sql`person_id = (select id from persons where archive_number = ${about.archiveNumber})`;
    case 'request':
      return sql`object = ${about.requestNumber} and object <> ''`;
    case 'officer':
      return sql`actor_id = ${about.accountId}`;
  }
}
