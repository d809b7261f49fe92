import { judgePassword, type PasswordRule as PolicyRule } from '#shared/domain/access-policy';
import type { PasswordPolicy } from '#shared/domain/administration';

export type PasswordRule = PolicyRule | 'notOld' | 'repeated';

export type NewPassword = { readonly old: string; readonly fresh: string; readonly repeated: string; readonly loginName: string };

/** Each rule of the policy with whether it holds now; nothing holds for an empty password. What only the data centre can know (common, used before) it says itself. */
export function checkPassword(policy: PasswordPolicy, { old, fresh, repeated, loginName }: NewPassword): readonly (readonly [PasswordRule, boolean])[] {
  const isTyped = fresh !== '';
  return [
    ...judgePassword(policy, { password: fresh, loginName }),
    ['notOld', isTyped && fresh !== old],
    ['repeated', isTyped && fresh === repeated],
  ];
}
