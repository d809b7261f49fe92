import { createHash } from 'node:crypto';
import type { ImageFacts, ImageProblem } from '#shared/domain/image-facts';
import { measureImage } from '#shared/imaging/measure-image';
import { maxBytes, maxPixels, type CheckOutcome, type CheckTask } from './check-task.ts';
import { decodeWithSharp, readHeader } from './decode-with-sharp.ts';
import { readStructure } from './read-structure.ts';
import type { ImageStructure } from './structure.ts';

/** Everything about one file: structure first, then one decoding that serves the measures and the clean image. */
export async function checkImage({ bytes, name, rotation }: CheckTask): Promise<CheckOutcome> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const structure = readStructure(bytes.subarray(0, maxBytes), name);
  const facts = factsOf(structure, { bytes: bytes.length, digest });
  const problem = problemBeforeDecoding(structure, bytes.length);
  if (problem) return { facts: { ...facts, problem }, optimised: null };

  const header = await readHeader(bytes);
  if (typeof header === 'string') return { facts: { ...facts, problem: header }, optimised: null };
  const known: ImageFacts = { ...facts, ...header, headerDpi: facts.headerDpi ?? (structure.format === 'tiff' ? header.headerDpi : null) };
  const decoded = await decodeWithSharp(bytes, rotation);
  if (typeof decoded === 'string') return { facts: { ...known, problem: decoded }, optimised: null };
  return { facts: { ...known, measures: measureImage(decoded.rasters) }, optimised: decoded.clean };
}

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
