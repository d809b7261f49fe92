import type { ImageFacts } from '#shared/domain/image-facts';

/** What is known of a file whose thread did not survive it. */
export function undecodedFacts(known: Pick<ImageFacts, 'problem' | 'bytes' | 'digest'>): ImageFacts {
  return { ...known, format: null, widthPx: 0, heightPx: 0, headerDpi: null, exifOrientation: 1, colour: 'other', bitsPerChannel: 8, hasAlpha: false, isProgressive: false, measures: null };
}
