import { isPartialDate } from '#shared/domain/partial-date';
import { CatalogueRow } from '#shared/domain/volume';
import type { z } from 'zod';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';
import { placeOf } from '../deliveries/delivered-catalogue.ts';
import type { PackageRecord } from '../deliveries/delivery-repository.ts';
import type { StagedRow } from '#shared/domain/staged-volume';

export type PlannedMaterial = { readonly row: z.output<typeof CatalogueRow>; readonly pageIds: readonly string[] };
export type MaterialPlan = { readonly materials: readonly PlannedMaterial[]; readonly pages: number };

/**
 * What the volume will hold. An override may let a doubtful volume pass, but not one that cannot be filed without losing or inventing
 * something: every row needs its place and pages, every page its row.
 */
export async function planMaterials(tx: Db, { id, staged, pageCount }: PackageRecord): Promise<MaterialPlan | { readonly obstacle: string }> {
  const pages = await tx.selectFrom('intakePages').select(['id', 'classCode', 'sequence', 'number']).where('packageId', '=', id).orderBy('number').modifyEnd(keptPlan).execute();
  if (pages.length !== pageCount) return { obstacle: `图像 ${String(pageCount)} 幅，可读 ${String(pages.length)} 幅` };
  const pagesAt = groupByPlace(pages);
  const materials: PlannedMaterial[] = [];
  for (const staging of staged?.rows ?? []) {
    const planned = planRow(staging, pagesAt);
    if (!planned) return { obstacle: `目录第 ${String(materials.length + 1)} 行不能入卷` };
    materials.push(planned);
  }
  const filed = materials.reduce((sum, { pageIds }) => sum + pageIds.length, 0);
  if (materials.length === 0 || filed !== pages.length) return { obstacle: `图像 ${String(pages.length)} 幅，目录内 ${String(filed)} 幅` };
  return { materials, pages: filed };
}

type DeliveredPage = { readonly id: string; readonly classCode: string; readonly sequence: number; readonly number: number };
type PagesAt = ReadonlyMap<string, readonly DeliveredPage[]>;

function groupByPlace(pages: readonly DeliveredPage[]): PagesAt {
  const pagesAt = new Map<string, DeliveredPage[]>();
  for (const page of pages) pagesAt.set(placeOf(page), [...(pagesAt.get(placeOf(page)) ?? []), page]);
  return pagesAt;
}

/** The number of pages is that of the pictures: where the catalogue said another, somebody has answered for it. */
function planRow({ classCode, sequence, name, formedOn, remark }: StagedRow, pagesAt: PagesAt): PlannedMaterial | undefined {
  if (classCode === null || sequence === null) return undefined;
  const pages = pagesAt.get(placeOf({ classCode, sequence })) ?? [];
  if (new Set(pages.map(({ number }) => number)).size !== pages.length) return undefined;
  const row = CatalogueRow.safeParse({ classCode, sequence, name, formedOn: isPartialDate(formedOn) ? formedOn : null, pageCount: pages.length, remark: remark.slice(0, 200) });
  return row.success ? { row: row.data, pageIds: pages.map(({ id }) => id) } : undefined;
}
