import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';
import { keptPlan } from '../../db/kept-plan.ts';
import type { Db } from '../../db/schema.ts';

const leaseMs = 8_000;
const renewEveryMs = 2_500;
const askEveryMs = 100;
const waitAtMostMs = 15_000;

/**
 * One writer for each upload, among all processes of the city: a lease in its row, renewed while the request runs, so
 * that a killed process gives way after seconds. Leases are told by the database's clock.
 */
export function createUploadLocker(db: Db): Locker {
  const holders = new Map<string, RequestRelease>();
  return { newLock: id => createLock({ db, id, holders }) };
}

type LockParts = { readonly db: Db; readonly id: string; readonly holders: Map<string, RequestRelease> };

function createLock({ db, id, holders }: LockParts): Lock {
  const owner = randomUUID();
  let renewal: NodeJS.Timeout | undefined;

  async function renew(requestRelease: RequestRelease): Promise<void> {
    // A lease that was lost (this process slept, or the database was away too long) belongs to another writer now.
    const isStillOurs = await extendLease(db, id, owner).catch(() => true);
    if (!isStillOurs) await requestRelease();
  }

  return {
    lock: async (signal, requestRelease) => {
      const giveUpAt = Date.now() + waitAtMostMs;
      while (!(await takeLease(db, id, owner))) {
        // A holder in this process is asked to let go: usually the same terminal's request on a connection that broke.
        await holders.get(id)?.();
        // oxlint-disable-next-line typescript/only-throw-error -- the library's own way to answer with a status
        if (signal.aborted || Date.now() > giveUpAt) throw ERRORS.ERR_LOCK_TIMEOUT;
        await delay(askEveryMs);
      }
      holders.set(id, requestRelease);
      renewal = setInterval(() => void renew(requestRelease), renewEveryMs);
      renewal.unref();
    },
    unlock: async () => {
      clearInterval(renewal);
      holders.delete(id);
      await db.updateTable('uploads').set({ lockedBy: null, lockedUntil: null }).where('id', '=', id).where('lockedBy', '=', owner).modifyEnd(keptPlan).execute();
    },
  };
}

const leaseEnd = sql<Date>`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`;

async function takeLease(db: Db, id: string, owner: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('uploads')
    .set({ lockedBy: owner, lockedUntil: leaseEnd })
    .where('id', '=', id)
    .where(eb => eb.or([eb('lockedUntil', 'is', null), eb('lockedUntil', '<', sql<Date>`clock_timestamp()`)]))
    .modifyEnd(keptPlan)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  const row = await db.selectFrom('uploads').select('id').where('id', '=', id).executeTakeFirst();
  // An upload that is gone needs no lock: whoever asked for it finds nothing.
  return row === undefined;
}

async function extendLease(db: Db, id: string, owner: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('uploads').set({ lockedUntil: leaseEnd }).where('id', '=', id).where('lockedBy', '=', owner).executeTakeFirst();
  return numUpdatedRows > 0n;
}
