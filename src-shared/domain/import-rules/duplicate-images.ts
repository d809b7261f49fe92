import type { Place } from '../finding.ts';
import type { ImageMeasures } from '../image-facts.ts';
import type { CheckedImage } from '../staged-volume.ts';
import type { CheckContext, CheckedVolume, Found } from './rule.ts';
import { countedLayer, placeOf } from './volume-index.ts';
import { formatPlace } from '../finding.ts';

type Variant = 'same' | 'near' | 'foreign-same' | 'foreign-near';

/**
 * Pages that are there twice. Originals are compared with originals only: the two layers of one page are one page. The same bytes
 * are never two scans and block; pictures that merely look alike ask for a look, and each page asks once.
 */
export function findDuplicates(volume: CheckedVolume, { policy, foreignImages }: CheckContext): readonly Found<Variant>[] {
  const layer = countedLayer(volume);
  const images = volume.images.filter(image => image.layer === layer && image.facts.digest !== '' && image.facts.problem === null);
  const { first, findings } = findSame(images);
  const foreign = first.flatMap(image => tellForeign(image, foreignImages));
  return [...findings, ...findNear(first, policy.maxHashDistance), ...foreign];
}

function findSame(images: readonly CheckedImage[]): { readonly first: readonly CheckedImage[]; readonly findings: readonly Found<'same'>[] } {
  const first = new Map<string, CheckedImage>();
  const findings: Found<'same'>[] = [];
  for (const image of images) {
    const earlier = first.get(image.facts.digest);
    if (earlier) findings.push({ variant: 'same', place: placeOf(image), severity: 'block', found: nameOf(placeOf(earlier)) });
    else first.set(image.facts.digest, image);
  }
  return { first: [...first.values()], findings };
}

/** `4-1-2/3`: class, sequence, page, in a form that both languages read. */
const nameOf = (place: Place): string => (place.classCode === null ? formatPlace(place) : [[place.classCode, place.sequence].filter(part => part !== null).join('-'), place.page].filter(part => part !== null).join('/'));

type Hashed = { readonly image: CheckedImage; readonly high: number; readonly low: number };

/** Blank and nearly blank pages all look alike, and a page with three lines of handwriting nearly so. */
const leastInk = 0.004;
export const isTelling = ({ isBlank, inkShare }: ImageMeasures): boolean => !isBlank && inkShare >= leastInk;

/** Each pair costs two exclusive-ors on numbers read once: 400 pages are 80,000 pairs, a few milliseconds. */
function findNear(images: readonly CheckedImage[], maxDistance: number): readonly Found<'near'>[] {
  const hashed = images.flatMap(toHashed);
  return hashed.flatMap((later, index) => {
    for (let at = 0; at < index; at += 1) {
      const earlier = hashed[at];
      if (earlier && distance(earlier, later) <= maxDistance) return [{ variant: 'near', place: placeOf(later.image), found: nameOf(placeOf(earlier.image)) } as const];
    }
    return [];
  });
}

function toHashed(image: CheckedImage): readonly Hashed[] {
  const { measures } = image.facts;
  if (!measures || !isTelling(measures)) return [];
  const hash = measures.perceptualHash;
  return [{ image, high: Number.parseInt(hash.slice(0, 8), 16), low: Number.parseInt(hash.slice(8), 16) }];
}

const distance = (a: Hashed, b: Hashed): number => countBits(a.high ^ b.high) + countBits(a.low ^ b.low);

/** Bits of a 32-bit number, counted in parallel (Hacker's Delight, 5-2). */
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A page of somebody else is the worst that can lie in a file: the same bytes block, a likeness asks. */
function tellForeign(image: CheckedImage, foreignImages: CheckContext['foreignImages']): readonly Found<'foreign-same' | 'foreign-near'>[] {
  const { digest, measures } = image.facts;
  const place = placeOf(image);
  const same = foreignImages.get(digest);
  if (same?.kind === 'exact') return [{ variant: 'foreign-same', place, severity: 'block', found: same.where }];
  const near = measures && isTelling(measures) ? foreignImages.get(measures.perceptualHash) : undefined;
  return near ? [{ variant: 'foreign-near', place, found: near.where }] : [];
}
