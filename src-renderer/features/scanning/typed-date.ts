import { formatPartialDate, isPartialDate, PartialDate } from '#shared/domain/partial-date';

export type TypedDate =
  | { readonly kind: 'empty' }
  | { readonly kind: 'date'; readonly date: PartialDate }
  | { readonly kind: 'invalid' };

/** Reads what archivists type for a formed-on date: `1987`, `198703`, `1987.3.12`, `1987-03-12`, `1987年3月`, also in full-width digits. */
export function readTypedDate(text: string): TypedDate {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return { kind: 'empty' };
  const compact = /^\d+$/.test(plain) ? plain : joinParts(plain);
  return isPartialDate(compact) ? { kind: 'date', date: PartialDate.parse(compact) } : { kind: 'invalid' };
}

function joinParts(text: string): string {
  const match = /^(\d{4})\s*[年./\-—、。]\s*(?:(\d{1,2})\s*(?:月|[./\-—、。]|$)\s*(?:(\d{1,2})\s*日?)?)?$/.exec(text);
  if (!match) return '';
  const [year, month, day] = match.slice(1);
  return [year, month?.padStart(2, '0'), day?.padStart(2, '0')].join('');
}

/** What stands in the field once it is left: the form that catalogues print. */
export function showDate(date: PartialDate | null | undefined): string {
  return date ? formatPartialDate(date) : '';
}
