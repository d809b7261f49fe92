import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { oversightOperations } from '#shared/contract/server/oversight-operations';
import type { AuditEvent } from '#shared/domain/audit-event';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { rangeOf, type LogRange } from './log-range.ts';

export type Question = z.output<(typeof oversightOperations)['audit.list']['input']>;
type Found = z.input<typeof AuditEvent>;
const dayMs = 86_400_000;

/** A quarter is walked through in a second, ten years would take minutes. */
const maxTextDays = 92;

export async function searchEvents(db: Db, question: Question): Promise<{ items: Found[]; total: number }> {
  requireBounded(question);
  const range = await rangeOf(db, question);
  const rows = await matching(db, question, range).orderBy('sequence', 'desc').limit(pageSize).offset((question.page - 1) * pageSize).execute();
  // A short first page is all there is: the walk that found it need not be done twice.
  if (question.page === 1 && rows.length < pageSize) return { items: rows.map(presentEvent), total: rows.length };
  const counted = matching(db, question, range).clearSelect().select('sequence').limit(totalLimit).as('counted');
  const { total } = await db.selectFrom(counted).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
  return { items: rows.map(presentEvent), total };
}

/** The rows around one, itself included, newest first. */
export async function listAround(db: Db, sequence: number, reach: number): Promise<Found[]> {
  const rows = await eventsOf(db)
    .where('sequence', '>=', String(sequence - reach))
    .where('sequence', '<=', String(sequence + reach))
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map(presentEvent);
}

/** One condition has an index, several together or a word anywhere do not: then a period or an exact number must narrow the walk. */
function requireBounded(question: Question): void {
  const { text, unitName, terminalName, acts, from, until } = question;
  const conditions = [unitName !== null, terminalName !== null, acts.length > 0].filter(Boolean).length;
  if ((text === '' && conditions <= 1) || isNarrow(question)) return;
  const days = from === null || until === null ? Infinity : (Date.parse(until) - Date.parse(from)) / dayMs;
  if (days > maxTextDays + 1) throw new AppError('audit.period-required', { days: maxTextDays });
}

/** Of an officer, an object or a file there are few rows, and of what was not done, too. */
function isNarrow({ actorId, object, archiveNumber, result }: Question): boolean {
  return actorId !== null || object !== null || archiveNumber !== null || (result !== null && result !== 'done');
}

function eventsOf(db: Db) {
  return db
    .selectFrom('auditEvents')
    .leftJoin('accounts', 'accounts.id', 'auditEvents.actorId')
    .select(['sequence', 'at', 'actorUnitName', 'terminalName', 'act', 'object', 'result', 'detail'])
    .select(sql<string>`coalesce(accounts.display_name, '')`.as('actorName'));
}

function matching(db: Db, question: Question, range: LogRange) {
  return eventsOf(db).where(sql<boolean>`${sql.join([sql`true`, ...conditionsOf(question, range)], sql` and `)}`);
}

type Condition = RawBuilder<unknown>;

function conditionsOf(question: Question, { first, last }: LogRange): Condition[] {
  const { text, actorId, unitName, terminalName, acts, result, object, archiveNumber, from, until } = question;
  return [
    ...given(first, value => sql`sequence >= ${value}`),
    ...given(last, value => sql`sequence <= ${value}`),
    ...given(from, value => sql`at >= ${new Date(value)}`),
    ...given(until, value => sql`at < ${new Date(value)}`),
    ...given(actorId, value => sql`actor_id = ${value}`),
    ...given(unitName, value => sql`actor_unit_name = ${value}`),
    ...given(terminalName, value => sql`terminal_name = ${value}`),
    ...given(acts.length > 0 ? acts : null, value => sql`act in (${sql.join(value)})`),
    ...given(result, conditionOfResult),
    // An empty object is not indexed.
    ...given(object, value => sql`object = ${value} and object <> ''`),
    ...given(archiveNumber, value => sql`person_id = (select id from persons where archive_number = ${value})`),
    ...given(text === '' ? null : text, containsText),
  ];
}

function given<Value>(value: Value | null, toCondition: (value: Value) => Condition): Condition[] {
  return value === null ? [] : [toCondition(value)];
}

/** What was not done is a small part of the log and has an index of its own. */
function conditionOfResult(result: NonNullable<Question['result']>): Condition {
  const isTrouble = sql`result <> 'done'`;
  if (result === 'not-done') return isTrouble;
  return result === 'done' ? sql`result = 'done'` : sql`${isTrouble} and result = ${result}`;
}

/** As it stands: no character of the text means anything but itself. */
function containsText(text: string): Condition {
  return sql`strpos(lower(concat_ws(' ', accounts.display_name, actor_unit_name, terminal_name, act, object, detail)), lower(${text})) > 0`;
}

type Row = Awaited<ReturnType<ReturnType<typeof eventsOf>['executeTakeFirstOrThrow']>>;

function presentEvent({ sequence, at, ...row }: Row): Found {
  return { ...row, sequence: Number(sequence), at: at.toISOString() };
}
