import { sql, type RawBuilder } from 'kysely';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { PersonStatus } from '#shared/domain/person';
import { keptPlan } from '../../db/kept-plan.ts';
import type { Db } from '../../db/schema.ts';
import { slot, writtenStatement, type WrittenStatement } from '../../db/written-statement.ts';
import type { PersonRecord } from './person-repository.ts';
import { planSearch, type TermRange } from './search-plan.ts';

export type RosterFilter = { readonly unitId: string | null; readonly status: PersonStatus | null; readonly hasVolume: boolean | null };
export type RosterQuery = RosterFilter & { readonly query: string; readonly page: number };
export type FoundPerson = Pick<PersonRecord, (typeof ownColumns)[number] | 'unitName' | 'managingUnitName'>;
export type RosterPage = { readonly persons: readonly FoundPerson[]; readonly total: number };

/** Named one by one: a kept plan stays good when the table gets another column. */
const ownColumns = ['id', 'name', 'gender', 'bornOn', 'idNumber', 'unitId', 'post', 'managingUnitId', 'archiveNumber', 'status', 'volumeCount'] as const satisfies readonly (keyof PersonRecord)[];

/** Sorts after every character in the byte order of `person_terms.term`. */
const afterAll = '\u{10ffff}';
/** Rows read to find `totalLimit` distinct persons among terms that may name one person several times. */
const partRows = 4 * totalLimit;

/**
 * One statement finds, counts (up to `totalLimit`) and reads one page. Who begins with what was typed comes before who
 * contains it; nothing after `totalLimit` persons is listed, so an offset never walks far.
 */
export async function searchPersons(db: Db, { query, page, ...filter }: RosterQuery): Promise<RosterPage> {
  const offset = (page - 1) * pageSize;
  const ranges = planSearch(query);
  if (offset >= totalLimit || ranges?.length === 0) return { persons: [], total: offset >= totalLimit ? totalLimit : 0 };
  const rows = await searchIn(formOf(ranges, filter))(db, { ...boundsOf(ranges ?? []), unitId: filter.unitId, status: filter.status, offset });
  return { persons: rows.filter(isPerson), total: rows[0]?.total ?? 0 };
}

/** What a search is apart from its values; there are some hundred. */
type Form = { readonly terms: readonly Term[] | null; readonly byUnit: boolean; readonly byStatus: boolean; readonly hasVolume: boolean | null };
type Term = Pick<TermRange, 'kind' | 'isWhole'>;

function formOf(ranges: readonly TermRange[] | null, { unitId, status, hasVolume }: RosterFilter): Form {
  return { terms: ranges?.map(({ kind, isWhole }) => ({ kind, isWhole })) ?? null, byUnit: unitId !== null, byStatus: status !== null, hasVolume };
}

function boundsOf(ranges: readonly TermRange[]): Record<string, string> {
  return Object.fromEntries(ranges.flatMap(({ prefix }, rank) => [[startOf(rank), prefix], [endOf(rank), prefix + afterAll]]));
}

const startOf = (rank: number): string => `start${String(rank)}`;
const endOf = (rank: number): string => `end${String(rank)}`;

const searches = new Map<string, WrittenStatement<FoundRow>>();

function searchIn(form: Form): WrittenStatement<FoundRow> {
  const key = JSON.stringify(form);
  const search = searches.get(key) ?? writtenStatement(() => writeSearch(form));
  searches.set(key, search);
  return search;
}

function writeSearch(form: Form): RawBuilder<FoundRow> {
  const hits = form.terms ? termHits(form.terms, form) : rosterHits(form);
  return sql<FoundRow>`${hasOneWay(form) ? keptPlan : sql``}
    with ${hits},
    picked as (select person_id, rank, term from hits order by rank, term, person_id limit ${pageSize} offset ${slot('offset')})
    select counted.total, ${sql.join(ownColumns.map(column => sql.ref(`persons.${column}`)))}, units.name as unit_name, managers.name as managing_unit_name
    from (select count(*)::integer as total from hits) counted
    left join (picked join persons on persons.id = picked.person_id
      join units on units.id = persons.unit_id join units managers on managers.id = persons.managing_unit_id) on true
    order by picked.rank, picked.term, picked.person_id`;
}

/** Walking the index of terms, or the persons of a unit; by state it depends on how many there are. */
function hasOneWay({ byStatus, hasVolume }: Form): boolean {
  return !byStatus && hasVolume === null;
}

/** A page without persons is one row that carries the count alone. */
type FoundRow = { readonly total: number } & (FoundPerson | { readonly id: null });

function isPerson(row: FoundRow): row is FoundPerson & { total: number } {
  return row.id !== null;
}

type Relation = RawBuilder<unknown>;

/** `hits` for an empty query: everybody by name. */
function rosterHits(form: Form): Relation {
  return sql`hits as (
    select id as person_id, 0 as rank, name as term from persons
    where ${filterOf(form)} order by name, id limit ${totalLimit})`;
}

/** Contained terms are read only when those that begin with the query do not fill the list. */
function termHits(terms: readonly Term[], form: Form): Relation {
  const ranked = terms.map((term, rank) => ({ ...term, rank }));
  const union = (isWhole: boolean, limit: Relation): Relation =>
    sql`select person_id, rank, term from (${sql.join(
      ranked.filter(term => term.isWhole === isWhole).map(term => termScan({ term, form, limit })),
      sql` union all `,
    )}) scans`;
  const hasParts = terms.some(({ isWhole }) => !isWhole);
  const partLimit = sql`(select case when count(distinct person_id) < ${totalLimit} then ${partRows} else 0 end from wholes)`;
  return sql`wholes as (${union(true, sql`${totalLimit}`)}),
    parts as (${hasParts ? union(false, partLimit) : sql`select * from wholes limit 0`}),
    firsts as (
      select distinct on (person_id) person_id, rank, term
      from (select * from wholes union all select * from parts) found order by person_id, rank, term),
    hits as (select * from firsts order by rank, term, person_id limit ${totalLimit})`;
}

type TermScan = { readonly term: Term & { readonly rank: number }; readonly form: Form; readonly limit: Relation };

function termScan({ term: { kind, rank }, form, limit }: TermScan): Relation {
  const inRange = sql`terms.kind = ${sql.lit(kind)} and terms.term >= ${slot(startOf(rank))} and terms.term < ${slot(endOf(rank))}`;
  return sql`(select terms.person_id, ${sql.lit(rank)} as rank, terms.term from ${termSource(form, inRange)}
    order by terms.term, terms.person_id limit ${limit})`;
}

/**
 * Without a unit the index of terms is walked in its order. The few hundred persons of one unit are read first and each asked for its
 * terms: walking a common surname to find them costs more the bigger the city is. `offset 0` keeps the planner from turning that round.
 */
function termSource(form: Form, inRange: Relation): Relation {
  if (form.byUnit) {
    return sql`(select id from persons where ${filterOf(form)} offset 0) chosen
      cross join lateral (select terms.person_id, terms.term from person_terms terms where terms.person_id = chosen.id and ${inRange} offset 0) terms`;
  }
  return hasOneWay(form)
    ? sql`person_terms terms where ${inRange}`
    : sql`person_terms terms join persons on persons.id = terms.person_id and ${filterOf(form)} where ${inRange}`;
}

function filterOf({ byUnit, byStatus, hasVolume }: Form): Relation {
  const conditions = [
    ...(byUnit ? [sql`persons.unit_id = ${slot('unitId')}`] : []),
    ...(byStatus ? [sql`persons.status = ${slot('status')}`] : []),
    ...(hasVolume === null ? [] : [hasVolume ? sql`persons.volume_count > 0` : sql`persons.volume_count = 0`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
