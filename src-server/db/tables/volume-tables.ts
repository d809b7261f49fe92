import type { Generated } from 'kysely';
import type { ClassCode } from '#shared/domain/catalogue';
import type { PageRecipe } from '#shared/domain/page-recipe';

export type VolumeTables = {
  volumes: { id: string; personId: string; kind: 'original' | 'duplicate'; ordinal: number; version: Generated<number>; idempotencyKey: string | null; createdAt: Generated<Date>; /** 卷条码; bigint, as text. */ labelNumber: Generated<string> };
  materials: {
    id: string;
    volumeId: string;
    /** The volume's version that brought this row; rows are only ever added. */
    sinceVersion: number;
    /** The last version that had it; null: it still stands. */
    untilVersion: Generated<number | null>;
    classCode: ClassCode;
    sequence: number;
    name: string;
    formedOn: string | null;
    pageCount: number;
    remark: string;
    filedBy: string | null;
    filedAt: Generated<Date>;
    idempotencyKey: string | null;
    /** The delivery that brought it. */
    packageId: Generated<string | null>;
  };
  pages: {
    id: string;
    materialId: string;
    number: number;
    /** Of the upright optimised image. */
    widthPx: number;
    heightPx: number;
    dpi: number;
    originalBlob: string;
    originalDigest: string;
    optimisedBlob: string;
    /** The optimised image in half size, once somebody needed it or the night made it. */
    halfBlob: Generated<string | null>;
    /** 16 hex digits; null for pages that were never measured. */
    perceptualHash: Generated<string | null>;
    /** How the optimised image was made from the original. */
    recipe: PageRecipe;
  };
  /** 另存: no pages; the untouched scan alone. */
  setAsideSides: { id: string; materialId: string; position: number; after: number; dpi: number; recipe: PageRecipe; originalBlob: string; originalDigest: string };
  /** Finished and unfinished uploads of pages; the bytes lie encrypted in the uploads folder of the page store. */
  uploads: { id: string; accountId: string; size: number; isPackage: Generated<boolean>; createdAt: Generated<Date>; lockedBy: string | null; lockedUntil: Date | null };
};
