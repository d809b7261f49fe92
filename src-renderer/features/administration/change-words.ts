import { useTranslation } from 'react-i18next';
import { roles } from '#shared/domain/account';
import type { Change } from '#shared/domain/administration';

/** Field names travel with dots (`password.minLength`); keys of texts cannot. */
export const textKeyOf = (field: string): string => field.replaceAll('.', '-');

/** `reader,archivist` → its codes; anything that is no list of known roles stays plain words. */
export function splitRoles(value: string): readonly (typeof roles)[number][] | undefined {
  const parts = value.split(/[,、，\s]+/).filter(Boolean);
  const known = parts.flatMap(part => roles.filter(role => role === part));
  return parts.length > 0 && known.length === parts.length ? known : undefined;
}

type Words = { readonly nameOf: (field: string) => string; readonly valueOf: (field: string, value: string) => string };

/** A change in words; a field or a value that this terminal has no words for is shown as it came. */
export function useChangeWords(): Words {
  const { t, i18n } = useTranslation(['administration', 'common']);
  const find = (key: string, value = ''): string | undefined =>
    // `as`: whether there is such a text has just been asked.
    i18n.exists(key, { ns: 'administration' }) ? t(key as 'value.unit.lockoutAttempts', { value }) : undefined;
  const kindsOf: Readonly<Record<string, (value: string) => string | undefined>> = {
    clearance: value => find(`value.level.${value}`),
    siteLevel: value => find(`value.level.${value}`),
    state: value => find(`value.state.${value}`),
    password: value => find(`value.password.${value}`),
    keyRequiredFrom: value => find(`value.key.${value}`),
    blursUnfocused: value => find(`value.blur.${value}`),
    roles: roleWords,
    office: roleWords,
    sensitiveRoles: roleWords,
  };
  function roleWords(value: string): string | undefined {
    return splitRoles(value)?.map(role => t(`role.${role}`, { ns: 'common' })).join(t('value.separator'));
  }
  const numberWords = (field: string, value: string): string | undefined => (/^\d+$/.test(value) ? find(`value.unit.${textKeyOf(field)}`, value) : undefined);
  return {
    nameOf: field => find(`field.${textKeyOf(field)}`) ?? field,
    valueOf: (field, value) => (value === '' ? t('act.empty') : (kindsOf[field]?.(value) ?? numberWords(field, value) ?? value)),
  };
}

/** What is the same before and after is no change, whatever the data centre lists. */
export const realChanges = (changes: readonly Change[]): readonly Change[] => changes.filter(({ before, after }) => before !== after);
