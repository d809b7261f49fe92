import { createHash } from 'node:crypto';
import type { ImageFacts, ImageProblem } from '#shared/domain/image-facts';
import { releaseBytes } from '../../../blobs/release-bytes.ts';
import { inspectImage, printOf } from '#shared/imaging/measure-image';
import { maxBytes, maxPixels, type CheckOutcome, type CheckTask } from './check-task.ts';
import { decodeWithSharp, readHeader, type Decoded, type HeaderFacts } from './decode-with-sharp.ts';
import { recodeJpeg } from './imaging-addon.ts';
import { readStructure } from './read-structure.ts';
import type { ImageStructure } from './structure.ts';

/** Everything about one file: structure first, then one decoding that serves the measures and the clean image. */
export async function checkImage({ bytes, name, rotation }: CheckTask): Promise<CheckOutcome> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const structure = readStructure(bytes.subarray(0, maxBytes), name);
  const facts = factsOf(structure, { bytes: bytes.length, digest });
  const problem = problemBeforeDecoding(structure, bytes.length);
  if (problem) return { facts: { ...facts, problem }, optimised: null, print: null };

  const decoded = await decode({ bytes, rotation }, structure);
  if (typeof decoded === 'string') return { facts: { ...facts, problem: decoded }, optimised: null, print: null };
  const known: ImageFacts = { ...facts, ...decoded.header };
  const inspection = inspectImage(decoded.rasters);
  const print = printOf(inspection);
  for (const { data } of Object.values(decoded.rasters)) releaseBytes(data);
  return { facts: { ...known, measures: inspection.measures }, optimised: decoded.clean, print };
}

type WithHeader = Decoded & { readonly header: Partial<HeaderFacts> };

/** The quick way for what nearly every page is; whatever needs turning or converting goes through sharp. */
async function decode({ bytes, rotation }: Pick<CheckTask, 'bytes' | 'rotation'>, structure: ImageStructure): Promise<WithHeader | ImageProblem> {
  const quick = isPlain(structure) && rotation === 0 ? recodeJpeg(bytes) : null;
  if (quick !== null) return typeof quick === 'string' ? quick : { ...quick, header: {} };
  const header = await readHeader(bytes);
  if (typeof header === 'string') return header;
  const decoded = await decodeWithSharp(bytes, rotation);
  // What the structure says about a JPEG or PNG is as true as what sharp says, and also tells "nothing" from "72".
  return typeof decoded === 'string' ? decoded : { ...decoded, header: structure.format === 'tiff' ? header : {} };
}

const isPlain = ({ format, channels, exifOrientation, hasForeignProfile }: ImageStructure): boolean => format === 'jpeg' && channels !== 4 && exifOrientation === 1 && !hasForeignProfile;

function problemBeforeDecoding({ problem, format, widthPx, heightPx }: ImageStructure, length: number): ImageProblem | null {
  if (problem) return problem;
  if (length > maxBytes || widthPx * heightPx > maxPixels) return 'too-large';
  return format === 'jpeg2000' ? 'unsupported' : null;
}

function factsOf(structure: ImageStructure, file: Pick<ImageFacts, 'bytes' | 'digest'>): ImageFacts {
  const { format, widthPx, heightPx, dpi, exifOrientation, bitsPerChannel, channels, isProgressive } = structure;
  const colour = channels === 4 && format === 'jpeg' ? 'cmyk' : channels === 1 || channels === 2 ? 'grey' : channels === null ? 'other' : 'rgb';
  const hasAlpha = format === 'png' && (channels === 2 || channels === 4);
  return { problem: null, format, ...file, widthPx, heightPx, headerDpi: dpi, exifOrientation, colour, bitsPerChannel: Math.max(1, bitsPerChannel ?? 8), hasAlpha, isProgressive, measures: null };
}
