import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/account';
import type { AccessPolicy } from '#shared/domain/administration';
import { numberOf, type PolicyField, type PolicyNumber } from './policy-changes.ts';

/** Names travel with dots (`password.minLength`); keys of texts cannot. */
type KeyOf<Name extends string> = Name extends `${infer Group}.${infer Field}` ? `${Group}-${Field}` : Name;
// `as`: what the type says, one dot at most.
export const textKeyOf = <Name extends PolicyField>(name: Name): KeyOf<Name> => name.replace('.', '-') as KeyOf<Name>;

export const isNumberField = (field: PolicyField): field is PolicyNumber => !['siteLevel', 'keyRequiredFrom', 'blursUnfocused', 'sensitiveRoles'].includes(field);

/** One value of a policy in words: `10 个字符`, `秘密`, `审批领导、干部工作`. */
export function usePolicyWords(): (policy: AccessPolicy, field: PolicyField) => string {
  const { t } = useTranslation(['policy', 'common']);
  const rolesOf = (roles: readonly Role[]): string => roles.map(role => t(`role.${role}`, { ns: 'common' })).join(t('separator')) || t('none');
  return (policy, field) => {
    if (field === 'siteLevel') return t(`level.${policy.siteLevel}`);
    if (field === 'keyRequiredFrom') return t(`key.${policy.keyRequiredFrom ?? 'none'}`);
    if (field === 'blursUnfocused') return t(`blur.${policy.blursUnfocused ? 'yes' : 'no'}`);
    if (field === 'sensitiveRoles') return rolesOf(policy.sensitiveRoles);
    return `${String(numberOf(policy, field))} ${t(`unit.${textKeyOf(field)}`)}`;
  };
}
