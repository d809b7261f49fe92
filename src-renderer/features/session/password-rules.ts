import { passwordPolicy } from '#shared/domain/account';

export type PasswordRule = 'length' | 'letters' | 'digits' | 'notLoginName' | 'notOld' | 'repeated';

export type NewPassword = { readonly old: string; readonly fresh: string; readonly repeated: string; readonly loginName: string };

/** Each rule of the policy with whether it holds now; nothing holds for an empty password. */
export function checkPassword({ old, fresh, repeated, loginName }: NewPassword): readonly (readonly [PasswordRule, boolean])[] {
  const isTyped = fresh !== '';
  return [
    ['length', fresh.length >= passwordPolicy.minLength],
    ['letters', /\p{L}/u.test(fresh)],
    ['digits', /\d/.test(fresh)],
    ['notLoginName', isTyped && !fresh.toLowerCase().includes(loginName.toLowerCase())],
    ['notOld', isTyped && fresh !== old],
    ['repeated', isTyped && fresh === repeated],
  ];
}
