import { expect, test } from 'vitest';
import { AccountId } from '#shared/domain/ids';
import { compareMembers, namesOf, withMember, withoutMember, type Member } from '../../../../src-renderer/features/circles/member-changes.ts';

const aMember = (displayName: string): Member => ({ accountId: AccountId.parse(crypto.randomUUID()), displayName, unitName: '干部二科' });
const [wang, li, zhao] = [aMember('王建国'), aMember('李梅'), aMember('赵强')];

test('who was in the circle keeps his place though he goes, who comes stands below', () => {
  const rows = compareMembers([wang, li], [zhao, li]);
  expect(rows.map(({ member, change }) => `${member.displayName} ${change}`)).toEqual(['王建国 goes', '李梅 stays', '赵强 comes']);
  expect(namesOf(rows, 'goes', '、')).toBe('王建国');
  expect(namesOf(compareMembers([], [wang, li]), 'comes', '、')).toBe('王建国、李梅');
});

test('someone taken out and put back is no change, in whatever order', () => {
  const rows = compareMembers([wang, li], withMember(withoutMember([wang, li], wang), wang));
  expect(rows.every(({ change }) => change === 'stays')).toBe(true);
});

test('nobody is in a circle twice, and two people of one name are two', () => {
  expect(withMember([wang, li], { ...wang })).toEqual([wang, li]);
  expect(withMember([wang], aMember('王建国'))).toHaveLength(2);
});
