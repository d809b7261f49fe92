import { formatMaterialNumber, type ClassCode } from '../catalogue.ts';
import type { IntakePolicy } from '../intake-policy.ts';
import { isPartialDate } from '../partial-date.ts';
import type { StagedRow } from '../staged-volume.ts';
import type { Found } from './rule.ts';
import { countingNumber, rowPlace } from './volume-index.ts';

type Dated = { readonly row: StagedRow; readonly sequence: number; readonly date: string };

/** Later than every date: undated material goes last. */
const undated = '99999999';

/**
 * Rows that break the order of dates (C05), as few as possible: what remains when the longest ascending series is left alone, so that
 * one misplaced sheet is one finding and not twenty. `rows` are of one class, in the order of their numbers.
 */
export function findOutOfOrder(code: ClassCode, rows: readonly StagedRow[], { isClassFiveByDate }: Pick<IntakePolicy, 'isClassFiveByDate'>): readonly Found<'belongs-before' | 'belongs-after' | 'undated-last'>[] {
  if (code === '6' || code === '8' || (code === '5' && !isClassFiveByDate)) return [];
  const dated = rows.filter(row => !isAttachment(code, row)).flatMap(toDated);
  const kept = longestAscending(dated);
  return dated.filter(entry => !kept.has(entry)).map(entry => tellWhere(code, entry, [...kept]));
}

/** An attachment stays behind its main form whatever its date; 考察材料 is the attachment of a 任免审批表. A wrong date is C04's. */
function isAttachment(code: ClassCode, { name, remark, formedOn }: StagedRow): boolean {
  const isUnreadable = formedOn !== '' && !isPartialDate(formedOn);
  return isUnreadable || /^\s*[(（[【]?附/.test(name) || /附件|^附/.test(remark) || (code === '9-2' && /考察(材料|报告)/.test(name));
}

function toDated(row: StagedRow): readonly Dated[] {
  const sequence = countingNumber(row.sequence);
  return sequence === null ? [] : [{ row, sequence, date: row.formedOn === '' ? undated : row.formedOn }];
}

/** Patience sorting: n log n; equal dates may follow each other. */
function longestAscending(entries: readonly Dated[]): ReadonlySet<Dated> {
  const ends: Dated[] = [];
  const before = new Map<Dated, Dated | undefined>();
  for (const entry of entries) {
    const length = firstLater(ends, entry.date);
    before.set(entry, ends[length - 1]);
    ends[length] = entry;
  }
  const kept: Dated[] = [];
  for (let entry = ends.at(-1); entry; entry = before.get(entry)) kept.push(entry);
  return new Set(kept.reverse());
}

/** How many of these ascending ends are not later than the date. */
function firstLater(ends: readonly Dated[], date: string): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.date ?? undated) <= date) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tellWhere(code: ClassCode, { row, sequence, date }: Dated, kept: readonly Dated[]): Found<'belongs-before' | 'belongs-after' | 'undated-last'> {
  const place = rowPlace(row);
  if (date === undated) return { variant: 'undated-last', place };
  const next = kept.find(other => other.sequence < sequence && other.date > date);
  if (next) return { variant: 'belongs-before', place, expected: formatMaterialNumber(code, next.sequence), found: date };
  const previous = kept.findLast(other => other.date <= date);
  return { variant: 'belongs-after', place, expected: previous ? formatMaterialNumber(code, previous.sequence) : '', found: date };
}
