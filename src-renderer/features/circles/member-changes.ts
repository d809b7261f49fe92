import type { Circle } from '#shared/domain/circle';

export type Member = Circle['members'][number];
export type MemberRow = { readonly member: Member; readonly change: 'stays' | 'comes' | 'goes' };

/** As many as one circle can have. */
export const mostMembers = 50;

/** Everyone who is or will be in the circle: who was in it keeps his place, who comes stands below. */
export function compareMembers(before: readonly Member[], after: readonly Member[]): readonly MemberRow[] {
  const staying = idsOf(after);
  const known = idsOf(before);
  return [
    ...before.map((member): MemberRow => ({ member, change: staying.has(member.accountId) ? 'stays' : 'goes' })),
    ...after.filter(({ accountId }) => !known.has(accountId)).map((member): MemberRow => ({ member, change: 'comes' })),
  ];
}

/** Names, as the sentence before sending tells them. */
export function namesOf(rows: readonly MemberRow[], wanted: MemberRow['change'], separator: string): string {
  return rows.filter(({ change }) => change === wanted).map(({ member }) => member.displayName).join(separator);
}

/** Nobody twice. */
export function withMember(members: readonly Member[], one: Member): readonly Member[] {
  return idsOf(members).has(one.accountId) ? members : [...members, one];
}

export function withoutMember(members: readonly Member[], { accountId }: Member): readonly Member[] {
  return members.filter(member => member.accountId !== accountId);
}

function idsOf(members: readonly Member[]): ReadonlySet<string> {
  return new Set(members.map(({ accountId }) => accountId));
}
