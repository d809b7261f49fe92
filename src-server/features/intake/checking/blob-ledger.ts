import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Services } from '../../../app/services.ts';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';

type Stores = Pick<Services, 'db' | 'pages'>;
type Attempt = { readonly packageId: string; readonly attempt: string };
/** How many images there may be to store. */
type Expected = Attempt & { readonly images: number };

/** Written down in advance, so that one statement serves many images; of a small package no more than it has. */
const mostIdsAtOnce = 64;

export type BlobLedger = {
  /** Stores under an id that stands in the ledger already. */
  put(bytes: Uint8Array): Promise<string>;
  /** After a failure: removes what this attempt stored. */
  abandon(): Promise<void>;
};

/**
 * Stores the images of one attempt. Each id is in the database before a byte is on the disk: whatever a killed process leaves
 * behind is named there, under an attempt that no longer holds the package.
 */
export function openLedger({ db, pages }: Stores, { packageId, attempt, images }: Expected): BlobLedger {
  const idsAtOnce = Math.max(1, Math.min(mostIdsAtOnce, images));
  const stored: string[] = [];
  let free: string[] = [];
  let writing: Promise<void> | undefined;

  async function writeAhead(): Promise<void> {
    const ids = Array.from({ length: idsAtOnce }, () => randomUUID());
    await sql`${keptPlan} insert into intake_blobs (blob, package_id, attempt) select unnest(${ids}::uuid[]), ${packageId}::uuid, ${attempt}`.execute(db);
    free = [...free, ...ids];
  }
  async function takeId(): Promise<string> {
    for (;;) {
      const id = free.pop();
      if (id !== undefined) return id;
      writing ??= writeAhead().finally(() => { writing = undefined; });
      await writing;
    }
  }
  return {
    put: async bytes => {
      const id = await takeId();
      stored.push(id);
      return pages.put(bytes, id);
    },
    abandon: async () => {
      for (const blob of stored) await pages.remove(blob);
      await closeLedger(db, { packageId, attempt });
    },
  };
}

/** In the transaction that writes the rows of what was stored: from here on they hold it. */
export async function closeLedger(tx: Db, { packageId, attempt }: Attempt): Promise<void> {
  await tx.deleteFrom('intakeBlobs').where('packageId', '=', packageId).where('attempt', '=', attempt).modifyEnd(keptPlan).execute();
}

/** In the transaction that deletes the rows which held these blobs. */
export async function giveUpBlobs(tx: Db, packageId: string, blobs: readonly string[]): Promise<void> {
  for (let start = 0; start < blobs.length; start += 1000) {
    await tx.insertInto('intakeBlobs').values(blobs.slice(start, start + 1000).map(blob => ({ blob, packageId, attempt: '' }))).execute();
  }
}

/** Removes what belongs to no row and to no attempt that is still under way: of one package, or of all. Returns how many. */
export async function sweepBlobs({ db, pages }: Stores, packageId?: string): Promise<number> {
  const left = await db
    .selectFrom('intakeBlobs')
    .innerJoin('intakePackages', 'intakePackages.id', 'intakeBlobs.packageId')
    .select('blob')
    .where(sql<boolean>`intake_blobs.attempt is distinct from intake_packages.lease_owner`)
    .$if(packageId !== undefined, query => query.where('intakeBlobs.packageId', '=', packageId ?? ''))
    .limit(20_000)
    .execute();
  for (let start = 0; start < left.length; start += 100) {
    const blobs = left.slice(start, start + 100).map(({ blob }) => blob);
    // The file first: a row without a file is swept again, a file without a row would stay for ever.
    for (const blob of blobs) await pages.remove(blob);
    await db.deleteFrom('intakeBlobs').where('blob', 'in', blobs).execute();
  }
  return left.length;
}
