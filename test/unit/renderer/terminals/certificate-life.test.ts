import { expect, test } from 'vitest';
import { lifeOf } from '../../../../src-renderer/features/terminals/certificate-life.ts';

const now = Date.parse('2026-11-22T00:00:00Z');
const inDays = (days: number): string => new Date(now + days * 24 * 3600 * 1000).toISOString();

test('a certificate warns in its last fortnight, when it should long have renewed itself', () => {
  expect(lifeOf(inDays(60), now)).toEqual({ kind: 'fine', days: 60 });
  expect(lifeOf(inDays(15), now).kind).toBe('fine');
  expect(lifeOf(inDays(14), now)).toEqual({ kind: 'soon', days: 14 });
  expect(lifeOf(inDays(0), now)).toEqual({ kind: 'soon', days: 0 });
});

test('a certificate that ended says for how long, and a request has none', () => {
  expect(lifeOf(inDays(-3), now)).toEqual({ kind: 'over', days: 3 });
  expect(lifeOf(null, now).kind).toBe('none');
});
