import { expect, test } from 'vitest';
import { formatSiteDay, formatSiteMinute } from '../../../src-shared/domain/site-clock.ts';

test('the day begins at midnight of the country, wherever the server stands', () => {
  expect(formatSiteDay(new Date('2026-11-21T16:00:00Z'))).toBe('20261122');
  expect(formatSiteDay(new Date('2026-11-21T15:59:59Z'))).toBe('20261121');
  expect(formatSiteMinute(new Date('2026-11-21T16:05:59Z'))).toBe('2026-11-22 00:05');
});
