import type { SampleItem, SampleState } from '#shared/domain/intake';

export type Arithmetic = {
  readonly right: number;
  readonly good: number;
  readonly judged: number;
  readonly drawn: number;
  /** How many pictures at least must be good once everything is judged. */
  readonly neededGood: number;
  readonly isPlacePassed: boolean;
  readonly isQualityPassed: boolean;
  /** Null while pages are still to be judged and nothing has failed for good. */
  readonly isPassed: boolean | null;
};

/** 对应 must be complete; of the pictures `minQualityShare` must be good. One wrong place fails the batch at once. */
export function weigh({ drawn, judged, wrongPlace, poorPicture }: Omit<SampleState, 'isPassed'>, minQualityShare: number): Arithmetic {
  // The small amount keeps 0.95 × 20 from becoming 20 by the way binary fractions are rounded.
  const neededGood = Math.ceil(drawn * minQualityShare - 1e-9);
  const isPlacePassed = wrongPlace === 0;
  const isQualityPassed = drawn - poorPicture >= neededGood;
  const isLost = !isPlacePassed || !isQualityPassed;
  return {
    right: judged - wrongPlace,
    good: judged - poorPicture,
    judged,
    drawn,
    neededGood,
    isPlacePassed,
    isQualityPassed,
    isPassed: isLost ? false : judged < drawn ? null : drawn > 0,
  };
}

export function countJudgements(items: readonly SampleItem[]): Omit<SampleState, 'isPassed'> {
  return {
    drawn: items.length,
    judged: items.filter(isJudged).length,
    wrongPlace: items.filter(({ isPlaceRight }) => isPlaceRight === false).length,
    poorPicture: items.filter(({ isPictureGood }) => isPictureGood === false).length,
  };
}

export const isJudged = ({ isPlaceRight, isPictureGood }: Pick<SampleItem, 'isPlaceRight' | 'isPictureGood'>): boolean => isPlaceRight !== null && isPictureGood !== null;

/** The next page that nobody has judged, looking onwards and then from the beginning; undefined when all are. */
export function nextOpen(items: readonly SampleItem[], from: number): number | undefined {
  const order = [...items.keys()];
  return [...order.slice(from + 1), ...order.slice(0, from + 1)].find(index => {
    const item = items[index];
    return item !== undefined && !isJudged(item);
  });
}

export type Answers = { readonly isPlaceRight: boolean | null; readonly isPictureGood: boolean | null };

/** A page whose place is wrong needs no second answer: it fails whatever its picture is like. */
export function isComplete({ isPlaceRight, isPictureGood }: Answers): boolean {
  return isPlaceRight !== null && isPictureGood !== null;
}
