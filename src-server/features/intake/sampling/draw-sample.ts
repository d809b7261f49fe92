import { createHash, createHmac, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../../db/schema.ts';
import { readPolicy } from '../policies/policy-repository.ts';

/**
 * Which pages of a volume are looked at: those whose number under the seed is smallest, at least one. The same seed and the same
 * pages give the same sample, so that anybody can draw it again and compare.
 */
export function drawPages(seed: string, pageIds: readonly string[], share: number): string[] {
  const count = Math.min(pageIds.length, Math.max(1, Math.ceil(pageIds.length * share)));
  const rank = (id: string): string => createHmac('sha256', Buffer.from(seed, 'hex')).update(id).digest('hex');
  const ranked = pageIds.map(id => ({ id, rank: rank(id) })).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked.slice(0, count).map(({ id }) => id).sort();
}

/** Of the pages that were drawn, in the order of their ids. */
export function digestOfDraw(pageIds: readonly string[]): string {
  return createHash('sha256').update([...pageIds].sort().join('\n')).digest('hex');
}

type Draw = { readonly batchId: string; readonly packageId: string };

/** Draws for one package; nothing while the batch has no seed, or when it has been drawn for. Answers the pages drawn now. */
export async function drawForPackage(tx: Db, { batchId, packageId }: Draw): Promise<readonly string[]> {
  const { sampleSeed, unitId, policyVersion, state } = await tx.selectFrom('intakeBatches').select(['sampleSeed', 'unitId', 'policyVersion', 'state']).where('id', '=', batchId).executeTakeFirstOrThrow();
  if (sampleSeed === null || state !== 'sampling') return [];
  const drawn = await tx.selectFrom('intakeSamples').select('id').where('packageId', '=', packageId).limit(1).executeTakeFirst();
  if (drawn) return [];
  const pages = await tx.selectFrom('intakePages').select(['id as pageId', 'classCode', 'sequence', 'number', 'widthPx', 'heightPx']).where('packageId', '=', packageId).execute();
  if (pages.length === 0) return [];
  const { sampleShare } = await readPolicy(tx, unitId, policyVersion);
  const chosen = new Set(drawPages(sampleSeed, pages.map(({ pageId }) => pageId), sampleShare));
  const { last } = await tx.selectFrom('intakeSamples').select(sql<number>`coalesce(max(position), 0)`.as('last')).where('batchId', '=', batchId).executeTakeFirstOrThrow();
  const open = { isPlaceRight: null, isPictureGood: null, judgedBy: null, judgedAt: null };
  // In the order of the paper: whoever judges turns the volume's pages.
  const rows = pages.filter(({ pageId }) => chosen.has(pageId)).sort(inOrder).map((page, index) => ({ ...page, ...open, id: randomUUID(), batchId, packageId, position: last + index + 1 }));
  await tx.insertInto('intakeSamples').values(rows).execute();
  return rows.map(({ pageId }) => pageId);
}

type Placed = { readonly classCode: string; readonly sequence: number; readonly number: number };

function inOrder(a: Placed, b: Placed): number {
  return a.classCode.localeCompare(b.classCode, 'en', { numeric: true }) || a.sequence - b.sequence || a.number - b.number;
}
