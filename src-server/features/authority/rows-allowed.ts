import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { turnOf } from '#shared/domain/approval-route';
import { levelsWithin } from '#shared/domain/secrecy';
import { actingRoles } from './acting-roles.ts';
import { findRoleObjection } from './authority.ts';
import { rules, type Reach, type Rule } from './rules.ts';
import type { Act, Principal, Subject } from './subject.ts';

type Column = Expression<unknown>;

/** Where a list keeps the facts of its rows. A fact without a column counts as missing: the rows stay hidden. */
export type FactColumns = {
  readonly managingUnitId?: Column;
  readonly personIdNumber?: Column;
  readonly secrecyLevel?: Column;
  readonly participantIds?: readonly Column[];
  /** Arrays. */
  readonly deciderIds?: Column;
  readonly route?: Column;
  readonly turn?: Column;
  readonly circleId?: Column;
};
type Condition = RawBuilder<SqlBool>;
type ToCondition = (subject: Subject, columns: FactColumns, rule: Rule) => Condition;

const always: Condition = sql`true`;
const never: Condition = sql`false`;

/**
 * The rows of a list that `decide` would allow one by one, as one condition: each objection of `objections.ts` said in SQL.
 * A property test holds the two together.
 */
export function rowsAllowed(subject: Subject, act: Act, columns: FactColumns): Condition {
  const rule: Rule = rules[act];
  if (findRoleObjection(subject, rule) !== undefined) return never;
  return all([toOthersFile, toClearedFile, toCircle, toReach, toSeparation, toReading].map(toCondition => toCondition(subject, columns, rule)));
}

const toOthersFile: ToCondition = (subject, { personIdNumber }, { isAboutFile }) => (isAboutFile ? isOthersFile(subject, personIdNumber) : always);
const toClearedFile: ToCondition = (subject, { secrecyLevel }, { isAboutFile }) => (isAboutFile ? isClearedFor(subject, secrecyLevel) : always);

const toCircle: ToCondition = ({ circleIds }, { circleId }, { isAboutRequest }) => {
  if (!isAboutRequest) return always;
  return circleId ? any([sql`${circleId} is null`, isIn(circleId, circleIds)]) : never;
};

const toReach: ToCondition = (subject, columns, { roles }) => {
  if (roles === 'everyone') return always;
  const reaches = new Set(actingRoles(subject).flatMap(role => roles[role] ?? []));
  return any([...reaches].map(reach => reachConditions[reach](subject, columns)));
};

const toSeparation: ToCondition = (subject, { participantIds, deciderIds }, { separation }) => {
  if (separation === undefined) return always;
  const readers = participantIds ? sql`array[${sql.join([...participantIds])}]` : undefined;
  const others = isOthersPart([subject, ...subject.delegators], readers);
  return separation === 'from-readers' ? others : all([others, isOthersPart([subject], deciderIds)]);
};

/** Lists hold no readings and belong to no terminal. */
const toReading: ToCondition = (_subject, _columns, { reading, isAtTerminal }) => (reading === undefined && !isAtTerminal ? always : never);

const takesPart = ({ accountId }: Subject, { participantIds = [] }: FactColumns): Condition => any(participantIds.map(column => sql<SqlBool>`${column} = ${accountId}`));

/** A confidential matter belongs to its circle; an ordinary one to whom the condition allows it. */
const inMatter = (subject: Subject, { circleId }: FactColumns, ordinary: Condition): Condition =>
  circleId ? any([all([sql`${circleId} is null`, ordinary]), decidesInCircle(subject, circleId)]) : ordinary;

const isInScope = ({ scopeUnitIds }: Subject, { managingUnitId }: FactColumns): Condition => isIn(managingUnitId, scopeUnitIds);

const decidesInCircle = ({ roles, circleIds }: Subject, circleId: Column): Condition => (roles.includes('approver') ? isIn(circleId, circleIds) : never);

const isOnRoute = (subject: Subject, { route, circleId }: FactColumns): Condition =>
  route && circleId ? overlaps(route, [subject, ...subject.delegators].flatMap(turnsOf), 'text') : never;

const isOwnTurn = (subject: Subject, { turn, circleId, ...columns }: FactColumns): Condition => {
  if (!turn || !circleId) return never;
  const inPlaceOf = (delegator: Principal): Condition =>
    all([isIn(turn, turnsOf(delegator)), isOthersFile(delegator, columns.personIdNumber), isClearedFor(delegator, columns.secrecyLevel), isOthersPart([delegator], columns.deciderIds)]);
  return inMatter(subject, { circleId }, any([isIn(turn, turnsOf(subject)), ...subject.delegators.map(inPlaceOf)]));
};

const reachConditions: Readonly<Record<Reach, (subject: Subject, columns: FactColumns) => Condition>> = {
  anything: () => always,
  'own-part': takesPart,
  'own-grant': () => never,
  'own-custody': () => never,
  'managed-unit': (subject, columns) => inMatter(subject, columns, isInScope(subject, columns)),
  'managed-or-route': (subject, columns) => inMatter(subject, columns, any([isInScope(subject, columns), isOnRoute(subject, columns)])),
  'own-turn': isOwnTurn,
  'own-route': (subject, columns) => inMatter(subject, columns, isOnRoute(subject, columns)),
};

function isOthersFile({ idNumber, relativeIdNumbers }: Principal, personIdNumber: Column | undefined): Condition {
  if (!personIdNumber) return never;
  const own = [...(idNumber === null ? [] : [idNumber]), ...relativeIdNumbers];
  return own.length === 0 ? always : sql`${personIdNumber} not in (${sql.join(own)})`;
}

function isClearedFor({ clearance }: Principal, secrecyLevel: Column | undefined): Condition {
  return isIn(secrecyLevel, levelsWithin(clearance));
}

/** None of the accounts in the array is one of these people, nor another account of theirs. */
function isOthersPart(people: readonly Principal[], accountIds: Column | undefined): Condition {
  if (!accountIds) return never;
  const ids = people.map(({ accountId }) => accountId);
  const idNumbers = people.flatMap(({ idNumber }) => idNumber ?? []);
  const own = sql`array[${sql.join(ids)}]::uuid[]`;
  if (idNumbers.length === 0) return sql`not (${accountIds} && ${own})`;
  // A question of its own, so that the array is made once for the whole list, not once for each row.
  return sql`not (${accountIds} && (select ${own} || array(select id from accounts where id_number in (${sql.join(idNumbers)}))))`;
}

function turnsOf({ roles, unitId }: Principal): string[] {
  return roles.map(role => turnOf(role, unitId));
}

function isIn(column: Column | undefined, values: readonly string[]): Condition {
  return column && values.length > 0 ? sql`${column} in (${sql.join([...values])})` : never;
}

function overlaps(column: Column, values: readonly string[], type: 'uuid' | 'text'): Condition {
  return values.length === 0 ? never : sql`${column} && array[${sql.join([...values])}]::${sql.raw(type)}[]`;
}

/** Constants fall away, so that a rule that asks for nothing costs nothing. */
function all(conditions: readonly Condition[]): Condition {
  if (conditions.includes(never)) return never;
  const open = conditions.filter(condition => condition !== always);
  return open.length === 0 ? always : sql`(${sql.join(open, sql` and `)})`;
}

function any(conditions: readonly Condition[]): Condition {
  if (conditions.includes(always)) return always;
  const open = conditions.filter(condition => condition !== never);
  return open.length === 0 ? never : sql`(${sql.join(open, sql` or `)})`;
}
