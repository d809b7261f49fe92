import type { CompletenessItem } from '#shared/domain/completeness';

export type ItemGroup = { readonly state: CompletenessItem['state']; readonly items: readonly CompletenessItem[] };

/** What is to be done first: missing papers, then what a person must look at. */
const order: readonly CompletenessItem['state'][] = ['missing', 'cannot-tell', 'present', 'not-required'];

/** By state, and among the missing the dearest first: vetoes, then points. Empty groups are left out. */
export function groupItems(items: readonly CompletenessItem[]): readonly ItemGroup[] {
  const weight = ({ isVeto, points }: CompletenessItem): number => (isVeto ? 1000 : 0) + points;
  return order.flatMap(state => {
    const grouped = items.filter(item => item.state === state);
    if (grouped.length === 0) return [];
    return [{ state, items: state === 'missing' ? grouped.toSorted((a, b) => weight(b) - weight(a)) : grouped }];
  });
}
