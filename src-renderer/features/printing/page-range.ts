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
