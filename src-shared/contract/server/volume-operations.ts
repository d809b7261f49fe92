import { z } from 'zod';
import { VolumeLabel } from '../../domain/barcode.ts';
import { IdempotencyKey, MaterialId, PersonId, VolumeId } from '../../domain/ids.ts';
import { PageRecipe } from '../../domain/page-recipe.ts';
import { maxSetAside, SetAsideSide } from '../../domain/set-aside.ts';
import { CatalogueRow, Material, Volume } from '../../domain/volume.ts';
import { operation } from '../operation.ts';

export const FiledPage = z.object({
  /** Id of a finished upload of this account. */
  uploadId: z.string().min(1).max(100),
  /** SHA-256 of the original image, lower-case hex, as the terminal computed it. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** How the optimised image is made from it; `recipe.does-not-fit` when it is of another image. */
  recipe: PageRecipe,
  dpi: z.int().positive().max(2400),
});
export type FiledPage = z.infer<typeof FiledPage>;

/** 另存: laid aside at the desk, kept beside the material that it was scanned with. */
export const FiledSide = FiledPage.extend({ after: SetAsideSide.shape.after });
export type FiledSide = z.infer<typeof FiledSide>;

export const volumeOperations = {
  'volumes.get': operation(z.object({ id: VolumeId }), Volume),
  /** By what the barcode on its back says. */
  'volumes.findByLabel': operation(z.object({ labelNumber: VolumeLabel }), z.object({ id: VolumeId })),
  'volumes.create': operation(z.object({ personId: PersonId, idempotencyKey: IdempotencyKey }), z.object({ id: VolumeId })),
  /** Files one material with its pages in one transaction, or refuses it whole. */
  'volumes.fileMaterial': operation(
    z.object({ volumeId: VolumeId, idempotencyKey: IdempotencyKey, row: CatalogueRow, pages: z.array(FiledPage).min(1).max(400).readonly(), setAside: z.array(FiledSide).max(maxSetAside).readonly().default([]) }),
    Material,
  ),
  /** What was laid aside of a material when it was scanned, in its order; the pictures are fetched one by one, to be laid on the desk again. */
  'volumes.listSetAside': operation(z.object({ materialId: MaterialId }), z.object({ sides: z.array(SetAsideSide).readonly() })),
};

/** The untouched scan of a side that was laid aside. */
export const setAsidePath = (materialId: MaterialId, sideId: string): string => `/api/v1/materials/${materialId}/set-aside/${sideId}`;
