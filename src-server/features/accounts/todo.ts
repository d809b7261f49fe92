import type { z } from 'zod';
import type { Role } from '#shared/domain/account';
import type { TodoItem } from '#shared/domain/administration';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import type { Subject } from '../authority/index.ts';
import { findAccessPolicy, findLockedOut } from '../identity/index.ts';
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
  { kind: 'acts', roles: ['system-administrator', 'security-officer', 'auditor'], find: findActs },
  { kind: 'locked-out', roles: ['security-officer'], find: async ({ db, now }) => countOf(await countLockedOut(db, now())) },
  { kind: 'policy', roles: ['security-officer'], find: async ({ db }) => ((await findAccessPolicy(db)) === undefined ? countOf(1) : nothing) },
  { kind: 'health', roles: ['security-officer'], find: async ({ db, now }) => countOf((await assessHealth(db, now())).findings.length) },
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

async function countLockedOut(db: Db, now: Date): Promise<number> {
  const accounts = await db.selectFrom('accounts').select('loginName').where('state', '=', 'active').execute();
  return (await findLockedOut(db, accounts.map(({ loginName }) => loginName), now)).size;
}
