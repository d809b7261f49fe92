import type { z } from 'zod';
import type { Role } from '#shared/domain/account';
import type { TodoItem } from '#shared/domain/administration';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { listWaitingPlans } from '../approvals/index.ts';
import type { Subject } from '../authority/index.ts';
import { findAccessPolicy, findLockedOut, isOlderThan } from '../identity/index.ts';
import { measureStorage } from '../oversight/index.ts';
import { listWaiting } from './act-repository.ts';
import { findObjection } from './act-rules.ts';
import { asAdministrator } from './administer.ts';
import { assessHealth } from './health.ts';

type Item = z.input<typeof TodoItem>;
type Finder = { readonly kind: Item['kind']; readonly roles: readonly Role[]; readonly find: (services: Services, subject: Subject) => Promise<Omit<Item, 'kind'>> };

const nothing = { count: 0, oldestAt: null } as const;
const countOf = (count: number): Omit<Item, 'kind'> => ({ count, oldestAt: null });

/** What each kind of work looks like, most urgent first. */
const finders: readonly Finder[] = [
  { kind: 'log-storage', roles: ['auditor', 'system-administrator'], find: findFullLog },
  { kind: 'terminals', roles: ['security-officer'], find: findTerminals },
  { kind: 'acts', roles: ['system-administrator', 'security-officer', 'auditor'], find: findActs },
  { kind: 'routes', roles: ['security-officer'], find: findRoutePlans },
  { kind: 'locked-out', roles: ['security-officer'], find: async ({ db, now }) => countOf(await countLockedOut(db, now())) },
  { kind: 'policy', roles: ['security-officer'], find: async ({ db }) => ((await findAccessPolicy(db)) === undefined ? countOf(1) : nothing) },
  { kind: 'health', roles: ['security-officer'], find: async ({ db, now }) => countOf((await assessHealth(db, now())).findings.length) },
  { kind: 'database-role', roles: ['system-administrator', 'security-officer'], find: ({ databaseStanding }) => Promise.resolve(databaseStanding === 'owner' ? countOf(1) : nothing) },
  { kind: 'log-unverified', roles: ['auditor'], find: findUnverifiedLog },
];

export async function listTodo(services: Services, subject: Subject): Promise<Item[]> {
  const items: Item[] = [];
  for (const { kind, roles, find } of finders) {
    if (!roles.some(role => subject.roles.includes(role))) continue;
    const found = await find(services, subject);
    if (found.count > 0) items.push({ kind, ...found });
  }
  return items;
}

async function findActs({ db }: Services, subject: Subject): Promise<Omit<Item, 'kind'>> {
  const administrator = asAdministrator(subject);
  const acts = (await listWaiting(db)).filter(act => findObjection(act, administrator) === undefined);
  return { count: acts.length, oldestAt: acts[0]?.proposedAt.toISOString() ?? null };
}

async function findRoutePlans({ db }: Services, subject: Subject): Promise<Omit<Item, 'kind'>> {
  const plans = await listWaitingPlans(db, subject);
  return { count: plans.length, oldestAt: plans[0]?.proposedAt.toISOString() ?? null };
}

async function findTerminals({ db }: Services): Promise<Omit<Item, 'kind'>> {
  const { count, oldest } = await db
    .selectFrom('terminals')
    .select(({ fn }) => [fn.countAll<string>().as('count'), fn.min('requestedAt').as('oldest')])
    .where('state', '=', 'requested')
    .executeTakeFirstOrThrow();
  return { count: Number(count), oldestAt: (oldest as Date | null)?.toISOString() ?? null }; // `as`: the smallest of none is null
}

async function findFullLog(services: Services): Promise<Omit<Item, 'kind'>> {
  const { level } = await measureStorage(services);
  return level === 'watch' || level === 'urgent' ? countOf(1) : nothing;
}

/** Proof is made outside: the log is exported and checked by a program without database. Somebody must do it now and then. */
const unverifiedDays = 30;

async function findUnverifiedLog({ db, now }: Services): Promise<Omit<Item, 'kind'>> {
  const exported = await db.selectFrom('auditEvents').select('at').where('act', '=', 'audit.export').where('result', '=', 'done').orderBy('sequence', 'desc').limit(1).executeTakeFirst();
  const since = exported ?? (await db.selectFrom('auditEvents').select('at').orderBy('sequence').limit(1).executeTakeFirst());
  return since && isOlderThan(unverifiedDays, since.at, now()) ? { count: 1, oldestAt: since.at.toISOString() } : nothing;
}

async function countLockedOut(db: Db, now: Date): Promise<number> {
  const accounts = await db.selectFrom('accounts').select('loginName').where('state', '=', 'active').execute();
  return (await findLockedOut(db, accounts.map(({ loginName }) => loginName), now)).size;
}
