import type { DraftPageId } from '#shared/domain/ids';
import type { Draft, DraftPage } from '#shared/domain/scanning';
import { readSeparatorRow, type SeparatorRow } from '#shared/domain/separator-sheet';

/** What the material consists of; what lies aside is kept and shown, but is none of its pages. */
export function materialPages({ pages }: Pick<Draft, 'pages'>): readonly DraftPage[] {
  return pages.filter(({ isSetAside }) => !isSetAside);
}

export function asidePages({ pages }: Pick<Draft, 'pages'>): readonly DraftPage[] {
  return pages.filter(({ isSetAside }) => isSetAside);
}

/** The new order of the material's pages with those that lie aside in the places they have. */
export function completeOrder({ pages }: Pick<Draft, 'pages'>, order: readonly DraftPageId[]): readonly DraftPageId[] {
  const moved = order.values();
  return pages.map(({ id, isSetAside }) => (isSetAside ? id : (moved.next().value ?? id)));
}

/** Pages that follow a separator sheet: each begins the next material. Empty where nothing is to be cut. */
export function separatedPages({ pages }: Pick<Draft, 'pages'>): readonly DraftPageId[] {
  const firsts: DraftPageId[] = [];
  let [hasPage, isAfterSeparator] = [false, false];
  for (const { id, separator, isSetAside } of pages) {
    if (separator !== null) isAfterSeparator = true;
    if (isSetAside) continue;
    if (isAfterSeparator && hasPage) firsts.push(id);
    [hasPage, isAfterSeparator] = [true, false];
  }
  return firsts;
}

/** What the separator sheet in front of a material says of it. */
export function announcedRow({ pages }: Pick<Draft, 'pages'>): SeparatorRow | null {
  const first = pages.findIndex(({ isSetAside }) => !isSetAside);
  const ahead = first === -1 ? pages : pages.slice(0, first);
  return ahead.reduce<SeparatorRow | null>((said, { separator, barcode }) => (separator === null || barcode === null ? said : readSeparatorRow(barcode)), null);
}
