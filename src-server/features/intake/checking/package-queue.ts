import { sql } from 'kysely';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';

const leaseMs = 8_000;
const renewEveryMs = 2_500;

export type Claim = { readonly id: string; readonly state: 'checking' | 'accepting'; readonly attempts: number };

/**
 * The rows of the packages are the queue. The next one that nobody has on lease, or whose holder has not renewed it for seconds,
 * because he was killed; those that wait in a paused batch stay. Leases are told by the database's clock.
 */
export async function claimPackage(db: Db, owner: string): Promise<Claim | undefined> {
  const { rows } = await sql<Claim>`${keptPlan}
    update intake_packages set state = case state when 'waiting' then 'checking' else state end, attempts = attempts + 1,
      lease_owner = ${owner}, lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    where id = (
      select p.id from intake_packages p join intake_batches b on b.id = p.batch_id
      where p.state in ('waiting', 'checking', 'accepting') and (p.state = 'accepting' or not b.is_paused)
        and (p.lease_until is null or p.lease_until < clock_timestamp())
      order by p.state <> 'accepting', p.offered_at, p.number limit 1 for update of p skip locked)
    returning id, state, attempts`.execute(db);
  return rows[0];
}

/** Renews until it is ended; aborts `lost` when somebody else has taken the package over. */
export function keepLease(db: Db, { id, owner }: { readonly id: string; readonly owner: string }, lost: AbortController): () => void {
  const renew = async (): Promise<void> => {
    const { numUpdatedRows } = await db
      .updateTable('intakePackages')
      .set({ leaseUntil: sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'` })
      .where('id', '=', id)
      .where('leaseOwner', '=', owner)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) lost.abort(new LeaseLost());
  };
  // A database that is away for a moment is asked again; the final statement of the work asks for the lease in any case.
  const timer = setInterval(() => void renew().catch(() => undefined), renewEveryMs);
  timer.unref();
  return () => { clearInterval(timer); };
}

/** Another process works on the package now: what this one did is to be forgotten. */
export class LeaseLost extends Error {}

const longestPauseMs = 300_000;

/** Gives a package back whose work did not come to its end; after a failure not before a while, which grows. */
export async function releasePackage(db: Db, { claim: { id, state, attempts }, owner, hasFailed }: { readonly claim: Claim; readonly owner: string; readonly hasFailed: boolean }): Promise<void> {
  const pauseMs = hasFailed ? Math.min(longestPauseMs, 500 * 2 ** attempts) : 0;
  await db
    .updateTable('intakePackages')
    .set({
      state: state === 'checking' ? 'waiting' : state,
      leaseOwner: null,
      leaseUntil: sql<Date>`clock_timestamp() + ${pauseMs} * interval '1 millisecond'`,
      ...(hasFailed ? {} : { attempts: attempts - 1 }),
    })
    .where('id', '=', id)
    .where('leaseOwner', '=', owner)
    .where('state', '=', state)
    .execute();
}
