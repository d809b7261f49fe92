import { expect, test } from 'vitest';
import { realChanges, splitRoles, textKeyOf } from '../../../../src-renderer/features/administration/change-words.ts';

test('a list of roles is recognised however it is separated, plain words are left alone', () => {
  expect(splitRoles('archivist,reader')).toEqual(['archivist', 'reader']);
  expect(splitRoles('approver、selector')).toEqual(['approver', 'selector']);
  expect(splitRoles('查档人')).toBeUndefined();
  expect(splitRoles('reader,某个新角色')).toBeUndefined();
  expect(splitRoles('')).toBeUndefined();
});

test('what is the same before and after is no change', () => {
  expect(realChanges([{ field: 'roles', before: 'reader', after: 'reader' }, { field: 'clearance', before: 'secret', after: 'confidential' }])).toEqual([
    { field: 'clearance', before: 'secret', after: 'confidential' },
  ]);
});

test('names of fields become keys of texts', () => {
  expect(textKeyOf('password.minLength')).toBe('password-minLength');
});
