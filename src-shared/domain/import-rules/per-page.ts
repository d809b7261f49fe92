import type { ImageFacts, ImageMeasures } from '../image-facts.ts';
import type { IntakePolicy } from '../intake-policy.ts';
import type { CheckedImage } from '../staged-volume.ts';
import type { CheckContext, CheckedVolume, Found } from './rule.ts';
import { listPages, placeOf, type PageImages } from './volume-index.ts';

export type Told<Variant extends string> = Omit<Found<Variant>, 'place'> | null;
type Check<Variant extends string> = (volume: CheckedVolume, context: CheckContext) => readonly Found<Variant>[];

/** As it came from the scanner; where only an improved image exists, that one. */
export const scannedImage = ({ original, optimised }: PageImages): CheckedImage | null => original ?? optimised;
/** As it is read: an improved image where the package brings one, as originals stay skewed and framed for ever. */
export const shownImage = ({ original, optimised }: PageImages): CheckedImage | null => optimised ?? original;

/** What a rule says about the file of each page, as scanned. An image that cannot be decoded (G01) is left alone. */
export function perFile<const Variant extends string>(tell: (facts: ImageFacts, policy: IntakePolicy) => Told<Variant>): Check<Variant> {
  return perImage(scannedImage, tell);
}

/** What a rule says about the picture of each page, as scanned. */
export function perScan<const Variant extends string>(tell: (measures: ImageMeasures, policy: IntakePolicy) => Told<Variant>): Check<Variant> {
  return perImage(scannedImage, ({ measures }, policy) => (measures ? tell(measures, policy) : null));
}

/** What a rule says about the picture of each page, as it is read. */
export function perPicture<const Variant extends string>(tell: (measures: ImageMeasures, policy: IntakePolicy) => Told<Variant>): Check<Variant> {
  return perImage(shownImage, ({ measures }, policy) => (measures ? tell(measures, policy) : null));
}

function perImage<Variant extends string>(pick: (page: PageImages) => CheckedImage | null, tell: (facts: ImageFacts, policy: IntakePolicy) => Told<Variant>): Check<Variant> {
  return (volume, { policy }) =>
    listPages(volume).flatMap(page => {
      const image = pick(page);
      const told = image && isReadable(image) ? tell(image.facts, policy) : null;
      return image && told ? [{ ...told, place: placeOf(image) }] : [];
    });
}

export const isReadable = ({ facts }: CheckedImage): boolean => facts.problem === null && facts.widthPx > 0 && facts.heightPx > 0;
