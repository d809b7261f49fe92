import { countRegions } from '#shared/domain/print-region';
import type { ViewableMaterial } from '#shared/domain/viewing';

type Printable = Pick<ViewableMaterial, 'pages' | 'printRegions'>;
export type ChosenPages = { readonly kind: 'chosen'; readonly numbers: readonly number[] } | { readonly kind: 'wrong' | 'not-granted' };

/** Page numbers of which something may be printed: all, or those on which regions were drawn. */
export function printableNumbers({ pages, printRegions }: Printable): readonly number[] {
  return pages.filter(({ id }) => printRegions.length === 0 || printRegions.some(({ pageId }) => pageId === id)).map(({ number }) => number);
}

/** What was written, as pages that may be printed; nothing written means all of these. */
export function choosePages(text: string, material: Printable): ChosenPages {
  const allowed = printableNumbers(material);
  const numbers = text.trim() === '' ? allowed : parsePageRange(text, material.pages.length);
  if (!numbers) return { kind: 'wrong' };
  return numbers.every(number => allowed.includes(number)) ? { kind: 'chosen', numbers } : { kind: 'not-granted' };
}

export const regionCounts = ({ printRegions }: Printable): { readonly regions: number; readonly pages: number } => countRegions(printRegions);

/**
 * Reads `1-3, 5` (also with Chinese commas, dashes and 至) as page numbers in ascending order, each once; an empty text means
 * all pages. Undefined when it names no page or one that is not there.
 */
export function parsePageRange(text: string, pageCount: number): readonly number[] | undefined {
  const plain = text.normalize('NFKC').replace(/[、,;\s]+/g, ',').replace(/[‐-―−~至到]+/g, '-').replace(/^,+|,+$/g, '');
  if (plain === '') return Array.from({ length: pageCount }, (_, index) => index + 1);
  const chosen = new Set<number>();
  for (const part of plain.split(',')) {
    const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    if (!match) return undefined;
    const from = Number(match[1]);
    const until = Number(match[2] ?? match[1]);
    if (from < 1 || until > pageCount || from > until) return undefined;
    for (let number = from; number <= until; number += 1) chosen.add(number);
  }
  return [...chosen].sort((a, b) => a - b);
}
