import { expect, test } from 'vitest';
import { emptyEntry, emptyMove, entryGaps, moveGaps, nextStates } from '../../../../src-renderer/features/media/medium-draft.ts';

const entry = { ...emptyEntry, number: 'JZ-1', kind: 'hard-disk', contents: '档案', purpose: '移交', approvalNumber: '17号' } as const;
const move = { ...emptyMove, handedBy: '周工', receivedBy: '李档案', witness: '赵明', place: '212 室' };

test('an entry tells what is missing, field by field, and a digest may be left out but not be nonsense', () => {
  expect(entryGaps(emptyEntry)).toEqual(['number', 'kind', 'contents', 'purpose', 'approvalNumber']);
  expect(entryGaps(entry)).toEqual([]);
  expect(entryGaps({ ...entry, contentsDigest: 'xyz' })).toEqual(['contentsDigest']);
});

test('no hand-over without both persons, a witness and a place; what is sealed needs its cabinet', () => {
  expect(moveGaps(emptyMove, 'received')).toEqual(['handedBy', 'receivedBy', 'witness', 'place']);
  expect(moveGaps(move, 'returned')).toEqual([]);
  expect(moveGaps(move, 'sealed')).toEqual(['cabinet']);
  expect(moveGaps({ ...move, cabinet: 'B-07' }, 'sealed')).toEqual([]);
});

test('what is sealed can only be destroyed, and what is gone can be nothing more', () => {
  expect(nextStates('sealed')).toEqual(['destroyed']);
  expect(nextStates('returned')).toEqual([]);
  expect(nextStates('destroyed')).toEqual([]);
});
