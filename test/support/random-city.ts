import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { turnOf } from '../../src-shared/domain/approval-route.ts';
import type { Role } from '../../src-shared/domain/account.ts';
import type { RequestState } from '../../src-shared/domain/view-request.ts';
import type { Db } from '../../src-server/db/schema.ts';
import { drawSerial } from '../../src-server/features/marking/index.ts';
import { selectStanding, type Subject } from '../../src-server/features/authority/index.ts';
import { aPerson, aRelative, aUnit, aVolume, anAccount } from './builders.ts';

/** Small numbers, so that chance lets people be relatives, deputies, readers and approvers of the same matters. */
const roles: readonly Role[] = ['approver', 'archivist', 'reader', 'approver', 'selector', 'approver', 'reader', 'approver'];
const states: readonly RequestState[] = ['submitted', 'submitted', 'submitted', 'granted', 'refused', 'cancelled', 'withdrawn', 'finished'];
const levels = ['secret', 'confidential'] as const;

// Without a bias for small numbers: everybody would be the first officer of the first unit.
const one = fc.noBias(fc.nat({ max: 59 }));
const someAccount = fc.record({ unit: one, roles: fc.uniqueArray(one.map(index => roles[index % roles.length]!), { minLength: 1, maxLength: 2 }), self: fc.option(one, { freq: 1 }), clearance: fc.constantFrom(...levels), relatives: fc.uniqueArray(one, { maxLength: 1 }) });
const somePerson = fc.record({ unit: one, level: fc.constantFrom(...levels) });
const someRequest = fc.record({
  person: one,
  applicant: one,
  second: one,
  state: fc.constantFrom(...states),
  circle: fc.option(one, { freq: 3 }),
  route: fc.array(fc.record({ unit: one, role: fc.constantFrom('approver' as const, 'archivist' as const) }), { minLength: 1, maxLength: 3 }),
  step: one,
  deciders: fc.uniqueArray(one, { maxLength: 2 }),
  hasPrint: fc.boolean(),
});
const pair = fc.tuple(one, one);

/** A city as chance has it: who belongs where, is related to whom, stands in for whom, asks for what. */
export const someCity = fc.record({
  units: fc.array(fc.record({ parent: fc.option(one, { freq: 2 }), isCustodian: fc.boolean() }), { minLength: 2, maxLength: 3 }),
  accounts: fc.array(someAccount, { minLength: 8, maxLength: 10 }),
  persons: fc.array(somePerson, { minLength: 2, maxLength: 5 }),
  requests: fc.array(someRequest, { minLength: 8, maxLength: 16 }),
  circles: fc.array(fc.uniqueArray(one, { maxLength: 4 }), { minLength: 1, maxLength: 2 }),
  delegations: fc.array(pair, { minLength: 3, maxLength: 8 }),
});
export type CityPlan = typeof someCity extends fc.Arbitrary<infer Plan> ? Plan : never;
export type RandomCity = { readonly requestIds: readonly string[]; readonly printJobIds: readonly string[]; readonly subjects: readonly Subject[] };

const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

export async function buildCity(db: Db, plan: CityPlan, now: Date): Promise<RandomCity> {
  const units: string[] = [];
  for (const { parent, isCustodian } of plan.units) units.push((await aUnit(db, { isCustodian, parentId: parent === null || units.length === 0 ? null : pick(units, parent) })).id);
  const persons: Awaited<ReturnType<typeof aPerson>>[] = [];
  for (const { unit, level } of plan.persons) persons.push(await aPerson(db, { unitId: pick(units, unit), secrecyLevel: level }));
  const accounts: string[] = [];
  for (const { unit, self, relatives, ...account } of plan.accounts) {
    // An officer may be one of the persons; two accounts of one person come about by themselves.
    const { id } = await anAccount(db, { ...account, unitId: pick(units, unit), idNumber: self === null ? null : pick(persons, self).idNumber });
    for (const idNumber of new Set(relatives.map(relative => pick(persons, relative).idNumber))) await aRelative(db, id, idNumber);
    accounts.push(id);
  }
  const circles = await buildCircles(db, plan, accounts);
  await buildDelegations(db, plan, { accounts, now });
  const built = { requestIds: [] as string[], printJobIds: [] as string[] }; // `as`: empty lists have no type
  for (const request of plan.requests) {
    const { requestId, printJobId } = await buildRequest(db, request, { units, persons, accounts, circles, now });
    built.requestIds.push(requestId);
    if (printJobId !== null) built.printJobIds.push(printJobId);
  }
  return { ...built, subjects: await readSubjects(db, accounts, now) };
}

async function buildCircles(db: Db, { circles }: CityPlan, accounts: readonly string[]): Promise<string[]> {
  const built = [];
  for (const members of circles) {
    const id = randomUUID();
    await db.insertInto('circles').values({ id, name: '范围', code: id, createdAt: new Date(), closedAt: null }).execute();
    const accountIds = [...new Set(members.map(member => pick(accounts, member)))];
    if (accountIds.length > 0) await db.insertInto('circleMembers').values(accountIds.map(accountId => ({ circleId: id, accountId }))).execute();
    built.push(id);
  }
  return built;
}

async function buildDelegations(db: Db, { delegations }: CityPlan, { accounts, now }: { readonly accounts: readonly string[]; readonly now: Date }): Promise<void> {
  for (const [from, to] of delegations) {
    const [fromId, toId] = [pick(accounts, from), pick(accounts, to)];
    if (fromId === toId) continue;
    const period = { startsAt: new Date(now.getTime() - 1000), endsAt: new Date(now.getTime() + 60_000), createdAt: now, endedAt: null };
    await db.insertInto('delegations').values({ id: randomUUID(), fromId, toId, reason: '', ...period }).execute();
  }
}

type Built = { readonly units: readonly string[]; readonly persons: readonly { id: string; managingUnitId: string }[]; readonly accounts: readonly string[]; readonly circles: readonly string[]; readonly now: Date };

async function buildRequest(db: Db, plan: CityPlan['requests'][number], { units, persons, accounts, circles, now }: Built): Promise<{ requestId: string; printJobId: string | null }> {
  const id = randomUUID();
  const person = pick(persons, plan.person);
  const applicantId = pick(accounts, plan.applicant);
  const secondReaderId = pick(accounts.filter(account => account !== applicantId), plan.second);
  const route = plan.route.map(({ role, unit }) => turnOf(role, pick(units, unit)));
  const circleId = plan.circle === null ? null : pick(circles, plan.circle);
  await db
    .insertInto('viewRequests')
    .values({
      ...{ id, number: id, state: plan.state, applicantId, applicantUnitId: units[0]!, secondReaderId, personId: person.id, managingUnitId: person.managingUnitId, circleId },
      ...{ purpose: 'salary', reason: '', classCodes: ['1'], minutes: 30, wantsPrint: false, idempotencyKey: randomUUID(), submittedAt: now, lapsesAt: null, endsAt: null },
      ...{ turn: circleId === null ? pick(route, plan.step) : null, route: circleId === null ? route : [], deciderIds: plan.deciders.map(decider => pick(accounts, decider)) },
    })
    .execute();
  return { requestId: id, printJobId: plan.hasPrint ? await buildPrintJob(db, { requestId: id, personId: person.id, accountId: applicantId, now }) : null };
}

async function buildPrintJob(db: Db, { requestId, personId, accountId, now }: { readonly requestId: string; readonly personId: string; readonly accountId: string; readonly now: Date }): Promise<string> {
  const known = await db.selectFrom('volumes').select('id').where('personId', '=', personId).executeTakeFirst();
  const volumeId = known?.id ?? (await aVolume(db, { personId })).id;
  const [id, viewSessionId] = [randomUUID(), randomUUID()];
  await db.insertInto('viewSessions').values({ id: viewSessionId, kind: 'grant', accountId, requestId, volumeId, terminalName: '', endsAt: now, closedAt: null, closeReason: null, markSerial: drawSerial() }).execute();
  await db
    .insertInto('printJobs')
    .values({ id, registerNumber: id, viewSessionId, accountId, pageIds: [], copies: 1, state: 'prepared', finishedAt: null, idempotencyKey: randomUUID() })
    .execute();
  return id;
}

/** The accounts as their sessions would know them. */
async function readSubjects(db: Db, accountIds: readonly string[], now: Date): Promise<Subject[]> {
  const { rows } = await sql<Omit<Subject, 'scopeUnitIds'> & { readonly scope: string }>`
    select a.id as account_id, a.display_name, a.unit_id, '' as unit_name, a.id_number, a.clearance, null as terminal_id, '' as terminal_name, 'archive' as edition,
      array(select role from account_roles where account_id = a.id) as roles, ${selectStanding(now)},
      (with recursive managed as (select u.id union select below.id from units below join managed on below.parent_id = managed.id where u.is_custodian)
        select string_agg(id::text, ',') from managed) as scope
    from accounts a join units u on u.id = a.unit_id where a.id in (${sql.join([...accountIds])})`.execute(db);
  return rows.map(({ scope, ...subject }) => ({ ...subject, scopeUnitIds: scope.split(',') }));
}
