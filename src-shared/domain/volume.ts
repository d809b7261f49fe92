import { z } from 'zod';
import { ClassCode } from './catalogue.ts';
import { MaterialId, PageId, PersonId, VolumeId } from './ids.ts';
import { PartialDate } from './partial-date.ts';
import { Secrecy } from './secrecy.ts';

/** Pages of one material above which intake asks whether the number is meant; hard limit of one filing. */
export const maxPagesPerMaterial = 400;

export const Page = z.object({
  id: PageId,
  number: z.int().positive(),
  /** Pixels of the upright optimised image, so that the place of a page is known before its picture. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
});
export type Page = z.infer<typeof Page>;

/** What an archivist enters: one row of the catalogue (目录). Catalogue pages must equal images. */
export const CatalogueRow = z.object({
  classCode: ClassCode,
  sequence: z.int().min(1).max(999),
  name: z.string().trim().min(1).max(120),
  formedOn: PartialDate.nullable(),
  pageCount: z.int().min(1).max(maxPagesPerMaterial),
  remark: z.string().max(200),
});
export type CatalogueRow = z.infer<typeof CatalogueRow>;

export const Material = CatalogueRow.extend({ id: MaterialId, pages: z.array(Page).readonly(), /** Sides that were laid aside when it was scanned; kept with it, no pages of it. */ setAsideCount: z.int().nonnegative().default(0) });
export type Material = z.infer<typeof Material>;

export const Volume = z.object({
  id: VolumeId,
  personId: PersonId,
  personName: z.string(),
  archiveNumber: z.string(),
  kind: z.enum(['original', 'duplicate']),
  ordinal: z.int().positive(),
  /** Grows with every filing; the previous catalogue stays readable under its version. */
  version: z.int().nonnegative(),
  secrecy: Secrecy,
  materials: z.array(Material).readonly(),
});
export type Volume = z.infer<typeof Volume>;

export { addQuarterTurns, Rotation } from './rotation.ts';

export type PageArithmetic = { readonly cataloguePages: number; readonly originalImages: number; readonly optimisedImages: number };

/** Leaf arithmetic: catalogue pages = images of the original layer = images of the optimised layer. */
export function doPagesAgree({ cataloguePages, originalImages, optimisedImages }: PageArithmetic): boolean {
  return cataloguePages === originalImages && originalImages === optimisedImages;
}

/** The number that a new material of this class gets: one after the last. */
export function nextSequence(materials: readonly Pick<Material, 'classCode' | 'sequence'>[], classCode: ClassCode): number {
  return 1 + Math.max(0, ...materials.filter(material => material.classCode === classCode).map(({ sequence }) => sequence));
}
