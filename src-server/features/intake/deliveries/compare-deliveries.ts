import type { z } from 'zod';
import { findingKey } from '#shared/domain/finding';
import type { DeliveryComparison } from '#shared/domain/intake';
import type { Db } from '../../../db/schema.ts';
import { readFindings } from '../findings/finding-repository.ts';
import type { PackageRecord } from './delivery-repository.ts';

/** What a second delivery mended against the one that was returned, what it left, what it spoilt. Null for a first one. */
export async function compareDeliveries(db: Db, { id, previousId, pageCount }: PackageRecord): Promise<z.input<typeof DeliveryComparison> | null> {
  if (previousId === null) return null;
  const previous = await db
    .selectFrom('intakePackages')
    .innerJoin('intakeBatches', 'intakeBatches.id', 'intakePackages.batchId')
    .select(['intakeBatches.number as batchNumber', 'pageCount'])
    .where('intakePackages.id', '=', previousId)
    .executeTakeFirstOrThrow();
  const [before, after] = [await readFindings(db, previousId), await readFindings(db, id)];
  const [keysBefore, keysAfter] = [new Set(before.map(findingKey)), new Set(after.map(findingKey))];
  return {
    batchNumber: previous.batchNumber,
    mended: before.filter(finding => !keysAfter.has(findingKey(finding))),
    remaining: after.filter(finding => keysBefore.has(findingKey(finding))).length,
    added: after.filter(finding => !keysBefore.has(findingKey(finding))),
    missingPages: await countMissing(db, { id, previousId, lessBy: previous.pageCount - pageCount }),
  };
}

type Pair = { readonly id: string; readonly previousId: string; readonly lessBy: number };

/** Places of the first delivery that hold nothing now; when its pages have been swept, only the numbers can be compared. */
async function countMissing(db: Db, { id, previousId, lessBy }: Pair): Promise<number> {
  const placesOf = (packageId: string) => db.selectFrom('intakePages').select(['classCode', 'sequence', 'number']).where('packageId', '=', packageId).execute();
  const before = await placesOf(previousId);
  if (before.length === 0) return Math.max(0, lessBy);
  const keyOf = ({ classCode, sequence, number }: { classCode: string; sequence: number; number: number }): string => `${classCode}/${String(sequence)}/${String(number)}`;
  const present = new Set((await placesOf(id)).map(keyOf));
  return new Set(before.map(keyOf).filter(key => !present.has(key))).size;
}
