import type { SampleState } from '#shared/domain/intake';
import type { z } from 'zod';

export type SampleCounts = { readonly drawn: number; readonly judged: number; readonly wrongPlace: number; readonly poorPicture: number };
type Limits = { readonly isDrawn: boolean; readonly minQualityShare: number };

/** Catalogue and picture must belong together on every page of the sample; the picture must be good on so large a share of them. */
export function sampleStateOf(counts: SampleCounts, { isDrawn, minQualityShare }: Limits): z.output<typeof SampleState> {
  const { drawn, judged, wrongPlace, poorPicture } = counts;
  if (!isDrawn || judged < drawn) return { ...counts, isPassed: null };
  // Without a page that could be accepted there is nothing to judge.
  return { ...counts, isPassed: drawn === 0 || (wrongPlace === 0 && (drawn - poorPicture) / drawn >= minQualityShare) };
}
