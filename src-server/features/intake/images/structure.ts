import type { ImageFormat, ImageProblem } from '#shared/domain/image-facts';

/** What the bytes themselves say before any decoder sees them. */
export type ImageStructure = {
  readonly format: ImageFormat | null;
  readonly problem: ImageProblem | null;
  /** 0 where only a decoder knows. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number | null;
  readonly exifOrientation: number;
  readonly bitsPerChannel: number | null;
  readonly channels: number | null;
  readonly isProgressive: boolean;
  /** A colour profile other than sRGB, which has to be applied. */
  readonly hasForeignProfile: boolean;
};

export const unknownStructure: ImageStructure = { format: null, problem: null, widthPx: 0, heightPx: 0, dpi: null, exifOrientation: 1, bitsPerChannel: null, channels: null, isProgressive: false, hasForeignProfile: false };
