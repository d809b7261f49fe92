import type { IntakeTools } from './intake-tools.ts';
import type { PackedPrint, StoredPage } from './measure-images.ts';

export type LikenessSearch = {
  readonly pages: readonly StoredPage[];
  readonly compare: IntakeTools['compare'];
  /** 1: nothing but equal files counts, and nothing is looked for. */
  readonly minLikeness: number;
};

export type Printed = StoredPage & { readonly print: PackedPrint };
export const isPrinted = (page: StoredPage): page is Printed => page.print !== null;

/** Earlier pages that are looked at closely for each page: several fillings of one form may be likelier than the sheet itself. */
const candidatesPerPage = 3;
/** Share of its landmarks that a second scan has at least. */
const leastCommon = 0.1;

/** Pages of one volume that seem to be scans of an earlier page's sheet: digest of the later → digest of the earlier. */
export async function findLikeImages({ pages, compare, minLikeness }: LikenessSearch): Promise<ReadonlyMap<string, string>> {
  const like = new Map<string, string>();
  if (minLikeness >= 1) return like;
  const earlier = createVolumeIndex();
  for (const page of pages.filter(isPrinted).toSorted(byPlace)) {
    const candidates = earlier.likely(page).filter(({ originalDigest }) => originalDigest !== page.originalDigest);
    const likeness = candidates.length === 0 ? [] : await compare({ map: page.print.map, others: candidates.map(({ print }) => print.map), enough: minLikeness });
    const found = candidates.find((_, index) => (likeness[index] ?? 0) >= minLikeness);
    if (found) like.set(page.originalDigest, found.originalDigest);
    earlier.add(page);
  }
  return like;
}

const byPlace = (one: StoredPage, other: StoredPage): number => one.originalPath.localeCompare(other.originalPath);

/** The pages so far under their landmarks; what many have in common counts little. */
function createVolumeIndex() {
  const under = new Map<number, Printed[]>();
  return {
    add: (page: Printed): void => {
      for (const landmark of page.print.landmarks) under.set(landmark, [...(under.get(landmark) ?? []), page]);
    },
    likely: ({ print: { landmarks } }: Printed): readonly Printed[] => {
      const votes = new Map<Printed, { common: number; weight: number }>();
      for (const landmark of landmarks) {
        const pages = under.get(landmark) ?? [];
        for (const page of pages) {
          const vote = votes.get(page) ?? { common: 0, weight: 0 };
          votes.set(page, { common: vote.common + 1, weight: vote.weight + 1 / pages.length });
        }
      }
      return [...votes]
        .filter(([{ print }, { common }]) => common >= leastCommon * Math.min(landmarks.length, print.landmarks.length))
        .sort(([, one], [, other]) => other.weight - one.weight)
        .slice(0, candidatesPerPage)
        .map(([page]) => page);
    },
  };
}
