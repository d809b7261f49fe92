import { expect, test } from 'vitest';
import type { CompletenessItem } from '#shared/domain/completeness';
import { groupItems } from '../../../../src-renderer/features/volumes/completeness-groups.ts';

const item = (code: string, part: Partial<CompletenessItem>): CompletenessItem => ({ code, state: 'present', points: 0, isVeto: false, detail: '', ...part });

test('what is missing comes first, vetoes before points; empty groups are left out', () => {
  const groups = groupItems([item('a', {}), item('b', { state: 'missing', points: 8 }), item('c', { state: 'missing', points: 2, isVeto: true }), item('d', { state: 'missing', points: 10 })]);
  expect(groups.map(({ state, items }) => [state, items.map(({ code }) => code)])).toEqual([['missing', ['c', 'd', 'b']], ['present', ['a']]]);
});
