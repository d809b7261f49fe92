import type { z } from 'zod';
import type { CandidateMaterial, GrantedMaterial } from '#shared/domain/view-request';
import { isNarrowedTo } from '#shared/domain/print-region';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { inCatalogueOrder } from '../volumes/index.ts';
import type { RequestRecord } from './request-repository.ts';

type Narrowing = { readonly minutes: number; readonly copies: number; readonly materials: readonly GrantedMaterial[] };

/** The approver narrows: what he ticks is the person's own, inside the classes applied for, and no more than an earlier step has left. */
export async function requireWithinApplication(tx: Db, request: RequestRecord, { minutes, copies, materials }: Narrowing): Promise<void> {
  if (materials.length === 0) throw new AppError('request.nothing-granted');
  const ids = materials.map(({ materialId }) => String(materialId));
  if (new Set(ids).size !== ids.length) throw new AppError('input.invalid', { path: 'materials' });
  const candidates = new Map((await listCandidates(tx, request)).map(candidate => [candidate.materialId, candidate]));
  const isLeft = ({ materialId, canPrint, regions }: GrantedMaterial): boolean => {
    const candidate = candidates.get(materialId);
    if (candidate === undefined || request.step === 1) return candidate !== undefined;
    return candidate.isGranted && (!canPrint || (candidate.canPrint && isNarrowedTo(candidate.regions, regions)));
  };
  const isMore = request.step > 1 && (minutes > (request.grantedMinutes ?? 0) || copies > request.grantedCopies);
  if (isMore || !materials.every(isLeft)) throw new AppError('request.beyond-application');
  await requireOwnPages(tx, materials);
}

/** Regions lie on pages of their material. */
async function requireOwnPages(tx: Db, materials: readonly GrantedMaterial[]): Promise<void> {
  const wanted = new Map(materials.flatMap(({ materialId, regions }) => regions.map(({ pageId }) => [String(pageId), String(materialId)] as const)));
  if (wanted.size === 0) return;
  const pages = await tx.selectFrom('pages').select(['id', 'materialId']).where('id', 'in', [...wanted.keys()]).execute();
  if (pages.length !== wanted.size || pages.some(({ id, materialId }) => wanted.get(id) !== materialId)) throw new AppError('input.invalid', { path: 'materials.regions' });
}

/** Materials of the person's volumes inside the applied classes, in catalogue order. */
export async function listCandidates(db: Db, { id, personId, classCodes }: RequestRecord): Promise<z.input<typeof CandidateMaterial>[]> {
  const rows = await db
    .selectFrom('materials')
    .innerJoin('volumes', 'volumes.id', 'materials.volumeId')
    .leftJoin('grantMaterials', join => join.onRef('grantMaterials.materialId', '=', 'materials.id').on('grantMaterials.requestId', '=', id))
    .where('volumes.personId', '=', personId)
    .where('materials.untilVersion', 'is', null)
    .where('classCode', 'in', classCodes)
    .select(['materials.id as materialId', 'volumeId', 'classCode', 'sequence', 'name', 'formedOn', 'pageCount', 'grantMaterials.canPrint as grantedPrint', 'grantMaterials.regions'])
    .execute();
  return rows.sort(inCatalogueOrder).map(({ grantedPrint, regions, ...row }) => ({ ...row, isGranted: grantedPrint !== null, canPrint: grantedPrint ?? false, regions: regions ?? [] }));
}
