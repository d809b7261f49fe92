import type { Place } from '../finding.ts';
import type { CheckedImage } from '../staged-volume.ts';
import type { CheckContext, CheckedVolume, Found } from './rule.ts';
import { countedLayer, placeOf } from './volume-index.ts';
import { formatPlace } from '../finding.ts';

type Variant = 'same' | 'near' | 'foreign-same' | 'foreign-near';

/**
 * Pages that are there twice. Originals are compared with originals only: the two layers of one page are one page. The same bytes
 * are never two scans and block; pictures that merely look alike ask for a look, and each page asks once.
 */
export function findDuplicates(volume: CheckedVolume, { likeImages, foreignImages }: CheckContext): readonly Found<Variant>[] {
  const layer = countedLayer(volume);
  const images = volume.images.filter(image => image.layer === layer && image.facts.digest !== '' && image.facts.problem === null);
  const { first, findings } = findSame(images);
  const foreign = first.flatMap(image => tellForeign(image, foreignImages));
  return [...findings, ...findNear(first, likeImages), ...foreign];
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

/** What the data centre found by laying pages over each other; each page asks once. */
function findNear(images: readonly CheckedImage[], likeImages: CheckContext['likeImages']): readonly Found<'near'>[] {
  const byDigest = new Map(images.map(image => [image.facts.digest, image]));
  return images.flatMap(later => {
    const earlier = byDigest.get(likeImages.get(later.facts.digest) ?? '');
    return earlier ? [{ variant: 'near', place: placeOf(later), found: nameOf(placeOf(earlier)) } as const] : []; // `as const`: a literal of the union
  });
}

/** A page of somebody else is the worst that can lie in a file: the same bytes block, a likeness asks. */
function tellForeign(image: CheckedImage, foreignImages: CheckContext['foreignImages']): readonly Found<'foreign-same' | 'foreign-near'>[] {
  const found = foreignImages.get(image.facts.digest);
  if (!found) return [];
  const [place, where] = [placeOf(image), found.where];
  return found.kind === 'exact' ? [{ variant: 'foreign-same', place, severity: 'block', found: where }] : [{ variant: 'foreign-near', place, found: where }];
}
