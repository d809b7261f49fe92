import { describe, expect, test } from 'vitest';
import { compareEvidence, earliestOf, EvidenceContent, noFindings, type EvidenceField } from '../../../src-shared/domain/evidence-sheet.ts';
import { PartialDate } from '../../../src-shared/domain/partial-date.ts';
import { EvidenceEntryId } from '../../../src-shared/domain/ids.ts';

const said = (field: EvidenceField, value: string, formedOn: string | null) => ({ id: EvidenceEntryId.parse(crypto.randomUUID()), field, value, formedOn: formedOn === null ? null : PartialDate.parse(formedOn) });
const verdictsOf = (...entries: readonly ReturnType<typeof said>[]): readonly unknown[] => entries.map(({ id }) => compareEvidence(entries).get(id));

describe('what differs from the record that was formed first', () => {
  test.each([
    ['1965.03', '1965年3月'],
    ['1965.03', '196503'],
    ['一九六五年三月', '1965.03'],
    ['一九六五年十二月十八日', '19651218'],
    ['一九六五年十月二十日', '1965.10.20'],
    ['一九六五年十月二十一日', '1965.10.21'],
    ['1965', '1965.03.12'],
    ['１９６５．０３', '1965-3'],
  ])('%s and %s are the same date', (one, other) => {
    expect(verdictsOf(said('birth', one, '1984'), said('birth', other, '1990'))).toEqual(['earliest', 'agrees']);
  });
  test.each([['1965.03', '1966.03'], ['1965.03', '1965.04'], ['1965.03.01', '1965.03.10'], ['1965.1', '1965.10'], ['1965.03', '不详']])('%s and %s are not', (one, other) => {
    expect(verdictsOf(said('party-joining', one, '1984'), said('party-joining', other, '1990'))).toEqual(['earliest', 'differs']);
  });
  test('the earliest is told by the date of its material, whatever the order; one without a date comes last', () => {
    const entries = [said('birth', '1966.03', '2001'), said('birth', '1965.03', null), said('birth', '1964.03', '198409')];
    expect(earliestOf(entries, 'birth')?.value).toBe('1964.03');
    expect(verdictsOf(...entries)).toEqual(['differs', 'differs', 'earliest']);
    expect(earliestOf(entries, 'degree')).toBeUndefined();
  });
  test('several degrees and posts are no contradiction, another status is', () => {
    expect(verdictsOf(said('degree', '中专', '1984'), said('degree', '大学本科', '1999'))).toEqual(['earliest', 'agrees']);
    expect(verdictsOf(said('cadre-status', '干部', '1984'), said('cadre-status', '聘用制 干部', '1999'))).toEqual(['earliest', 'differs']);
    expect(verdictsOf(said('cadre-status', '聘用制干部', '1984'), said('cadre-status', '聘用制 干部', '1999'))).toEqual(['earliest', 'agrees']);
  });
});

test('a sheet has each of the six findings, and a bounded number of entries', () => {
  expect(EvidenceContent.safeParse({ entries: [], findings: noFindings() }).success).toBe(true);
  expect(EvidenceContent.safeParse({ entries: [], findings: {} }).success).toBe(false);
  const entry = { id: crypto.randomUUID(), field: 'birth', materialId: crypto.randomUUID(), page: 1, value: '1965', isAltered: false };
  expect(EvidenceContent.safeParse({ entries: Array(301).fill(entry), findings: noFindings() }).success).toBe(false);
  expect(EvidenceContent.safeParse({ entries: [{ ...entry, value: '  ' }], findings: noFindings() }).success).toBe(false);
});
