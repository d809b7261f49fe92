import { expect, test } from 'vitest';
import { defaultWatchRules } from '../../../src-shared/domain/oversight.ts';
import { toCsv } from '../../../src-server/features/oversight/csv.ts';
import { levelOf } from '../../../src-server/features/oversight/log-storage.ts';
import { findManyFiles, medianOf } from '../../../src-server/features/oversight/patterns.ts';

const GB = 1e9;

test('the level of the room follows the days left or the share left, whichever is nearer', () => {
  expect(levelOf({ freeBytes: null, usedBytes: 1, daysLeft: null })).toBe('unknown');
  expect(levelOf({ freeBytes: 900 * GB, usedBytes: GB, daysLeft: null })).toBe('enough');
  expect(levelOf({ freeBytes: 900 * GB, usedBytes: GB, daysLeft: 179 })).toBe('watch');
  expect(levelOf({ freeBytes: 900 * GB, usedBytes: GB, daysLeft: 29 })).toBe('urgent');
  expect(levelOf({ freeBytes: 10 * GB, usedBytes: 90 * GB, daysLeft: 3000 })).toBe('watch');
  expect(levelOf({ freeBytes: GB, usedBytes: 99 * GB, daysLeft: 3000 })).toBe('urgent');
});

test('many files are held against the officer’s own other days', () => {
  const day = (actorId: string, date: string, count: number) => ({ actorId, officerName: actorId, unitName: '', day: date, count });
  const archivist = [12, 14, 11, 13].map((count, index) => day('archivist', `2026-11-0${String(index + 1)}`, count));
  const reader = [1, 2, 1, 12].map((count, index) => day('reader', `2026-11-0${String(index + 1)}`, count));
  const newcomer = [day('newcomer', '2026-11-01', 10)];
  const found = findManyFiles([...archivist, ...reader, ...newcomer], defaultWatchRules);
  expect(found.map(({ officerName, count, usual }) => [officerName, count, usual])).toEqual([['reader', 12, 1], ['newcomer', 10, 0]]);
});

test('the median of an even number of days lies between the middle ones', () => {
  expect([medianOf([]), medianOf([3]), medianOf([4, 1]), medianOf([9, 1, 2])]).toEqual([0, 3, 2.5, 2]);
});

test('cells that begin like a formula are written as text; quotes, commas and line ends stay inside their cell', () => {
  const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'];
  for (const cell of dangerous) expect(toCsv([[cell]]).slice(1).replace(/^"/, '').startsWith("'"), JSON.stringify(cell)).toBe(true);
  expect(toCsv([['a,b', 'say "x"', 'two\nlines', 5, -5]])).toBe('\uFEFF"a,b","say ""x""","two\nlines",5,-5\r\n');
});
