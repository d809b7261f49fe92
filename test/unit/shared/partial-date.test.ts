import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePartialDates, formatPartialDate, isPartialDate, PartialDate } from '../../../src-shared/domain/partial-date.ts';

const pad = (number: number): string => String(number).padStart(2, '0');
const partialDates = fc
  .record({ year: fc.integer({ min: 1850, max: 2200 }), month: fc.option(fc.integer({ min: 1, max: 12 })), day: fc.option(fc.integer({ min: 1, max: 28 })) })
  .map(({ year, month, day }) => PartialDate.parse([String(year), ...(month === null ? [] : [pad(month), ...(day === null ? [] : [pad(day)])])].join('')));

describe('partial dates', () => {
  test.each(['1987', '198703', '19870312', '20240229', '1850', '22001231'])('%s is one', text => {
    expect(isPartialDate(text)).toBe(true);
  });

  test.each(['', '87', '1987-03', '198713', '198700', '19870230', '20230229', '1987031', '1849', '2201', '１９８７', '1987 ', '19870300'])('%j is none', text => {
    expect(isPartialDate(text)).toBe(false);
  });

  test('they keep their precision in print', () => {
    expect(['1987', '198703', '19870312'].map(text => formatPartialDate(PartialDate.parse(text)))).toEqual(['1987', '1987.03', '1987.03.12']);
  });

  test('missing month or day comes first inside its year, undated last', () => {
    const dates = ['19870312', '1987', '1986', '198703', '198704'].map(text => PartialDate.parse(text));
    expect([null, ...dates].toSorted(comparePartialDates)).toEqual(['1986', '1987', '198703', '19870312', '198704', null]);
  });

  test('the order is total: it does not depend on the order of comparing', () => {
    const dates = fc.option(partialDates);
    fc.assert(
      fc.property(dates, dates, dates, (a, b, c) => {
        expect(Math.sign(comparePartialDates(a, b)) + Math.sign(comparePartialDates(b, a))).toBe(0);
        if (comparePartialDates(a, b) <= 0 && comparePartialDates(b, c) <= 0) expect(comparePartialDates(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
