// npm run bench -- decide [--requests 50000] [--rounds 80]
// What the rules cost: nanoseconds of one decision in memory, and a list whose rows come from the rules against the same list by
// unit and state alone, on the same PostgreSQL by turns.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { turnOf } from '../src-shared/domain/approval-route.ts';
import { openDatabase } from '../src-server/db/open-database.ts';
import type { Db } from '../src-server/db/schema.ts';
import { decide, type Act, type Principal, type ResourceFacts, type Subject } from '../src-server/features/authority/index.ts';
import { pageOf, requestIds, type Box } from '../src-server/features/requests/index.ts';
import { aUnit, anAccount } from '../test/support/builders.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { formatTable, percentile, timeMs } from './support/figures.ts';

const aims = { decisionNs: 1000, listRatio: 1.3 };
const { values } = parseArgs({ options: { requests: { type: 'string', default: '50000' }, rounds: { type: 'string', default: '80' } } });
const [requestCount, rounds] = [Number(values.requests), Number(values.rounds)];

/** An approver of a large unit, with relatives, a circle, and somebody he stands in for: every objection has something to look at. */
function aSubject(unitId: string, scopeUnitIds: readonly string[], accountId: string = randomUUID()): Subject {
  const principal = (id: string): Principal => ({ accountId: id, displayName: '赵批准', unitId, roles: ['approver'], idNumber: '150202197003120017', relativeIdNumbers: ['150202197206060020', '150202200001010019'], clearance: 'confidential' });
  return { ...principal(accountId), unitName: '', scopeUnitIds, circleIds: [randomUUID()], delegators: [{ ...principal(randomUUID()), idNumber: null, unitId: randomUUID() }], terminalId: null, terminalName: '窗口', edition: 'archive' };
}

function measureDecisions(): readonly (readonly [act: Act, ns: number])[] {
  const units = Array.from({ length: 100 }, () => randomUUID());
  const unitId = units.at(-1)!;
  const subject = aSubject(unitId, units);
  const facts: ResourceFacts = {
    ...{ personId: randomUUID(), personIdNumber: '150202198001010018', secrecyLevel: 'confidential', managingUnitId: unitId, circleId: null },
    ...{ participantIds: [randomUUID(), randomUUID()], participantIdNumbers: ['150202198102020011'], deciderIds: [randomUUID()], deciderIdNumbers: [] },
    ...{ turn: turnOf('approver', unitId), route: [turnOf('approver', unitId)], terminalName: '窗口', reading: { kind: 'grant', ended: null, holds: true, mayPrint: true } },
  };
  const reader: Subject = { ...subject, roles: ['reader'], accountId: facts.participantIds![0]! };
  const cases: readonly (readonly [Act, Subject])[] = [['people.search', reader], ['requests.get', subject], ['requests.approve', subject], ['pages.read', reader], ['printing.prepare', reader], ['volumes.get', reader]];
  return cases.map(([act, who]) => {
    const times = 400_000;
    let allowed = 0;
    for (let count = 0; count < times; count++) if (decide(who, act, facts).isAllowed) allowed++;
    const startedAt = performance.now();
    for (let count = 0; count < times; count++) if (decide(who, act, facts).isAllowed) allowed++;
    const ns = ((performance.now() - startedAt) * 1e6) / times;
    // Counted, so that no compiler leaves the work out.
    if (allowed % times !== 0) throw new Error('A decision that changed its mind.');
    return [act, ns] as const;
  });
}

const states = ['submitted', 'granted', 'refused', 'withdrawn', 'finished'] as const;

async function fillRequests(db: Db): Promise<Subject> {
  const units: string[] = [];
  for (let count = 0; count < 40; count++) units.push((await aUnit(db)).id);
  const [applicant, second] = [await anAccount(db, { unitId: units[0]! }), await anAccount(db, { unitId: units[0]! })];
  const array = sql`array[${sql.join(units)}]::uuid[]`;
  await sql`insert into persons (id, name, gender, born_on, id_number, ethnicity, native_place, political_status, unit_id, post, managing_unit_id, archive_number, status, secrecy_level, secrecy_years)
    select md5(n::text)::uuid, '王', 'male', '19700101', lpad(n::text, 18, '0'), '', '', '', (${array})[1 + n % 40], '', (${array})[1 + n % 40], 'G' || n, 'in-service',
      case n % 15 when 0 then 'confidential' else 'secret' end, 10 from generate_series(1, 5000) n`.execute(db);
  await sql`insert into view_requests (id, number, state, applicant_id, applicant_unit_id, second_reader_id, person_id, managing_unit_id, purpose, reason, class_codes, minutes, wants_print, submitted_at, idempotency_key, turn, route)
    select md5('r' || n)::uuid, 'N' || n, (array[${sql.join([...states])}])[1 + n / 5000 % 5], ${applicant.id}::uuid, ${units[0]!}::uuid, ${second.id}::uuid, p.id, p.managing_unit_id, 'salary', '', array['1'], 30, false,
      now() - n * interval '1 minute', md5('k' || n)::uuid, 'approver/' || p.managing_unit_id, array['approver/' || p.managing_unit_id]
    from generate_series(1, ${requestCount}::integer) n join persons p on p.id = md5((1 + n % 5000)::text)::uuid`.execute(db);
  await sql`analyze`.execute(db);
  const approver = await anAccount(db, { unitId: units[3]!, roles: ['approver'] });
  return aSubject(units[3]!, units.slice(3, 13), approver.id);
}

/** The ids as the rules allow them, and by unit and state alone. */
function idQueries(db: Db, subject: Subject, box: Box): Readonly<Record<'ruled' | 'plain', ReturnType<typeof requestIds>>> {
  const inUnits = db.selectFrom('viewRequests').innerJoin('persons', 'persons.id', 'viewRequests.personId').select('viewRequests.id');
  const plain =
    box === 'inbox'
      ? inUnits.where('turn', '=', turnOf('approver', subject.unitId)).where('state', '=', 'submitted')
      : inUnits.where('viewRequests.managingUnitId', 'in', [...subject.scopeUnitIds]).where('state', 'in', states.slice(1));
  return { ruled: requestIds(db, subject, box), plain };
}

/** The first page and the count of a box, as its screen asks for them. */
async function measureList(db: Db, subject: Subject, box: Box): Promise<{ ruled: number; plain: number; ratio: number }> {
  const { ruled, plain } = idQueries(db, subject, box);
  const samples = { ruled: [] as number[], plain: [] as number[] }; // `as`: an empty list has no type
  const run = (ids: typeof ruled): Promise<number> =>
    timeMs(async () => {
      const { items } = await pageOf(db, ids, { box, page: 1 });
      if (items.length === 0) throw new Error(`Nothing lies in ${box}: an empty list measures nothing.`);
    });
  for (let round = -10; round < rounds; round++) {
    const times = { plain: await run(plain), ruled: await run(ruled) };
    // The first rounds warm caches and connections.
    if (round < 0) continue;
    samples.ruled.push(times.ruled);
    samples.plain.push(times.plain);
  }
  const [ruledMs, plainMs] = [percentile(samples.ruled, 0.5), percentile(samples.plain, 0.5)];
  return { ruled: ruledMs, plain: plainMs, ratio: ruledMs / plainMs };
}

const decisions = measureDecisions();
console.log(formatTable([['decision', 'ns'], ...decisions.map(([act, ns]) => [act, ns.toFixed(0)])]));
const postgres = await startPostgres();
try {
  const database = await openDatabase({ kind: 'postgres', url: await postgres.createDatabase() });
  const subject = await fillRequests(database.db);
  const lists = { inbox: await measureList(database.db, subject, 'inbox'), decided: await measureList(database.db, subject, 'decided') };
  console.log(formatTable([['list', 'rules, ms', 'plain, ms', 'ratio'], ...Object.entries(lists).map(([box, { ruled, plain, ratio }]) => [box, ruled.toFixed(2), plain.toFixed(2), ratio.toFixed(2)])]));
  const decisionNs = Math.max(...decisions.map(([, ns]) => ns));
  const ratio = Math.max(lists.inbox.ratio, lists.decided.ratio);
  console.log(`slowest decision ${decisionNs.toFixed(0)} ns (aim ${String(aims.decisionNs)}), slowest list ${ratio.toFixed(2)}x (aim ${String(aims.listRatio)})`);
  console.log(JSON.stringify({ bench: 'decide', decisionNs: Math.round(decisionNs), ratio: Number(ratio.toFixed(2)), reference: 'the same list by unit and state alone on the same PostgreSQL, median', requests: requestCount }));
  await database.close();
} finally {
  await postgres.stop();
}
