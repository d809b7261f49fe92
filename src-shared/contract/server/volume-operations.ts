import { z } from 'zod';
import { VolumeLabel } from '../../domain/barcode.ts';
import { IdempotencyKey, PersonId, VolumeId } from '../../domain/ids.ts';
import { PageRecipe } from '../../domain/page-recipe.ts';
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

export const volumeOperations = {
  'volumes.get': operation(z.object({ id: VolumeId }), Volume),
  /** By what the barcode on its back says. */
  'volumes.findByLabel': operation(z.object({ labelNumber: VolumeLabel }), z.object({ id: VolumeId })),
  'volumes.create': operation(z.object({ personId: PersonId, idempotencyKey: IdempotencyKey }), z.object({ id: VolumeId })),
  /** Files one material with its pages in one transaction, or refuses it whole. */
  'volumes.fileMaterial': operation(
    z.object({ volumeId: VolumeId, idempotencyKey: IdempotencyKey, row: CatalogueRow, pages: z.array(FiledPage).min(1).max(400).readonly() }),
    Material,
  ),
};
