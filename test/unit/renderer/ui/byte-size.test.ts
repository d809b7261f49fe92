import { expect, test } from 'vitest';
import { formatBytes } from '../../../../src-renderer/ui/byte-size.ts';

test('sizes keep at most three digits and the unit of media labels', () => {
  expect([0, 800, 1_500, 31_000, 98_400_000, 4_100_000_000, 2_000_000_000_000].map(formatBytes)).toEqual(['0 KB', '0.8 KB', '1.5 KB', '31 KB', '98 MB', '4.1 GB', '2.0 TB']);
});
