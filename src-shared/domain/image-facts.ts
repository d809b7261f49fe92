import { z } from 'zod';
import { Rotation } from './volume.ts';

/** Why an image cannot be taken: each one blocks (rule G01). */
export const ImageProblem = z.enum([
  'empty',
  /** Its first bytes are of no image format that is taken. */
  'not-an-image',
  /** Its first bytes say another format than the ending of its name. */
  'wrong-ending',
  'truncated',
  /** More pixels or bytes than the limits allow. */
  'too-large',
  'timed-out',
  /** Something else follows the image inside the same file: a web page, an archive. */
  'polyglot',
  /** A 12-bit or lossless JPEG, or whatever else no viewer shows. */
  'unsupported',
]);
export type ImageProblem = z.infer<typeof ImageProblem>;

export const ImageFormat = z.enum(['jpeg', 'png', 'tiff', 'jpeg2000']);
export type ImageFormat = z.infer<typeof ImageFormat>;

/**
 * What is measured on the pixels, on a grey raster of about 100 dpi. Every share is 0 to 1 of the page.
 * The turn is what the content says, after EXIF; skew is what remains after that turn.
 */
export const ImageMeasures = z.object({
  /** Degrees clockwise by which the lines lean; null where the page has too little to tell. */
  skewDegrees: z.number().min(-45).max(45).nullable(),
  /** Share of the page that is dark frame outside the paper. */
  borderShare: z.number().min(0).max(1),
  darkCorners: z.int().min(0).max(4),
  /** Sharpness of the strokes, 0 (washed out) to 1 (as sharp as the resolution allows); null without strokes. */
  sharpness: z.number().min(0).max(1).nullable(),
  /** Distance between paper and ink, 0 to 1; null without ink. */
  contrast: z.number().min(0).max(1).nullable(),
  /** Brightness of the paper, 0 to 255. */
  paperWhite: z.number().min(0).max(255),
  /** Share of the page that is burnt out or drowned in black. */
  clippedShare: z.number().min(0).max(1),
  inkShare: z.number().min(0).max(1),
  isBlank: z.boolean(),
  /** Quarter turns clockwise that would make it upright, and how sure that is (0 to 1). */
  uprightTurn: Rotation,
  turnConfidence: z.number().min(0).max(1),
  /** Edges that cut through content. */
  cutEdges: z.array(z.enum(['top', 'right', 'bottom', 'left'])).readonly(),
  /** Vertical stripes of one colour through the whole page, as a broken scanner line makes. */
  stripes: z.int().nonnegative(),
  /** Share of colour that is not grey. */
  colourShare: z.number().min(0).max(1),
  /** Perceptual hash as 16 hex digits (64 bits): near duplicates differ in few bits. */
  perceptualHash: z.string().regex(/^[0-9a-f]{16}$/),
});
export type ImageMeasures = z.infer<typeof ImageMeasures>;

/** Everything that rules may ask about one image file; made by the image workers. */
export const ImageFacts = z.object({
  problem: ImageProblem.nullable(),
  format: ImageFormat.nullable(),
  bytes: z.int().nonnegative(),
  /** SHA-256 of the file as it came, lower-case hex. */
  digest: z.string(),
  /** As stored, before any turn; 0 when it cannot be read. */
  widthPx: z.int().nonnegative(),
  heightPx: z.int().nonnegative(),
  /** What the header claims; often false. */
  headerDpi: z.number().nonnegative().nullable(),
  /** EXIF orientation 1 to 8; 1 where there is none. */
  exifOrientation: z.int().min(1).max(8),
  colour: z.enum(['rgb', 'grey', 'bilevel', 'cmyk', 'other']),
  bitsPerChannel: z.int().positive(),
  hasAlpha: z.boolean(),
  isProgressive: z.boolean(),
  /** Null when the image cannot be decoded. */
  measures: ImageMeasures.nullable(),
});
export type ImageFacts = z.infer<typeof ImageFacts>;
