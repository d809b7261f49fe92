import type { ImageFacts } from '#shared/domain/image-facts';
import type { Rotation } from '#shared/domain/volume';
import type { PagePrint } from '#shared/imaging/page-print';

export type CheckTask = {
  readonly bytes: Uint8Array;
  /** Name of the file inside the package; only its ending is looked at. */
  readonly name: string;
  /** Quarter turns clockwise that the package itself declares beside EXIF. */
  readonly rotation: Rotation;
};

/** Baseline 4:2:0 sRGB without metadata, upright by EXIF and by what the package declares; never by what was measured. */
export type CleanImage = { readonly jpeg: Uint8Array; readonly widthPx: number; readonly heightPx: number };

export type CheckOutcome = {
  readonly facts: ImageFacts;
  readonly optimised: CleanImage | null;
  /** Null where there are no pixels, or too little is written on them. */
  readonly print: PagePrint | null;
};

/** Packed maps of pages: how far each of the others is a scan of the same sheet, 0 to 1; none after the first one that is alike `enough`. */
export type CompareTask = { readonly map: Uint8Array; readonly others: readonly Uint8Array[]; readonly enough?: number };

/** 80 megapixels: A4 at 600 dpi has 35, A3 at 600 dpi 70. */
export const maxPixels = 80e6;
/** No scan of a page is larger: A3 at 600 dpi in uncompressed TIFF has 210 MB and is a mistake of the supplier. */
export const maxBytes = 100e6;
/** For one image inside a decoder; the thread itself lives somewhat longer. */
export const decodeTimeoutMs = 20_000;
