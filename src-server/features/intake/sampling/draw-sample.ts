import { createHash, createHmac, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { ClassCode } from '#shared/domain/catalogue';
import { createInserter } from '../../../db/insert-rows.ts';
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

type Draw = { readonly batchId: string; readonly packageIds: readonly string[] };

const packagesAtOnce = 500;
const rowsAtOnce = 500;
const insertSamples = createInserter('intakeSamples', ['id', 'batchId', 'packageId', 'pageId', 'classCode', 'sequence', 'number', 'widthPx', 'heightPx', 'position']);

/** Draws for packages that have not been drawn for, one after the other; nothing while the batch has no seed. Answers the pages drawn now. */
export async function drawForPackages(tx: Db, { batchId, packageIds }: Draw): Promise<readonly string[]> {
  const { sampleSeed, unitId, policyVersion, state } = await tx.selectFrom('intakeBatches').select(['sampleSeed', 'unitId', 'policyVersion', 'state']).where('id', '=', batchId).executeTakeFirstOrThrow();
  if (sampleSeed === null || state !== 'sampling') return [];
  const { sampleShare } = await readPolicy(tx, unitId, policyVersion);
  const { last } = await tx.selectFrom('intakeSamples').select(sql<number>`coalesce(max(position), 0)`.as('last')).where('batchId', '=', batchId).executeTakeFirstOrThrow();
  const drawn: string[] = [];
  for (let start = 0; start < packageIds.length; start += packagesAtOnce) {
    const chosen = (await listUndrawn(tx, packageIds.slice(start, start + packagesAtOnce))).flatMap(pages => chooseOf(pages, { seed: sampleSeed, share: sampleShare }));
    const rows = chosen.map((page, index) => ({ ...page, id: randomUUID(), batchId, position: last + drawn.length + index + 1 }));
    for (let row = 0; row < rows.length; row += rowsAtOnce) await insertSamples(tx, rows.slice(row, row + rowsAtOnce));
    drawn.push(...rows.map(({ pageId }) => pageId));
  }
  return drawn;
}

type SampledPage = Placed & { readonly pageId: string; readonly packageId: string; readonly classCode: ClassCode; readonly widthPx: number; readonly heightPx: number };

/** The pages of each package that has no sample yet, in the order given. */
async function listUndrawn(tx: Db, packageIds: readonly string[]): Promise<readonly (readonly SampledPage[])[]> {
  const pages = await tx
    .selectFrom('intakePages')
    .select(['id as pageId', 'packageId', 'classCode', 'sequence', 'number', 'widthPx', 'heightPx'])
    .where('packageId', 'in', packageIds)
    .where(eb => eb.not(eb.exists(eb.selectFrom('intakeSamples').select('intakeSamples.id').whereRef('intakeSamples.packageId', '=', 'intakePages.packageId'))))
    .execute();
  const byPackage = new Map(packageIds.map(id => [id, [] as SampledPage[]]));
  for (const page of pages) byPackage.get(page.packageId)?.push(page);
  return [...byPackage.values()];
}

/** In the order of the paper: whoever judges turns the volume's pages. */
function chooseOf(pages: readonly SampledPage[], { seed, share }: { readonly seed: string; readonly share: number }): readonly SampledPage[] {
  const chosen = new Set(drawPages(seed, pages.map(({ pageId }) => pageId), share));
  return pages.filter(({ pageId }) => chosen.has(pageId)).sort(inOrder);
}

type Placed = { readonly classCode: string; readonly sequence: number; readonly number: number };

function inOrder(a: Placed, b: Placed): number {
  return a.classCode.localeCompare(b.classCode, 'en', { numeric: true }) || a.sequence - b.sequence || a.number - b.number;
}
