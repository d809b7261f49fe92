import { Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultPolicyOf } from '#shared/domain/access-policy';
import type { AccessPolicy } from '#shared/domain/administration';
import { SecrecyLevel } from '#shared/domain/secrecy';
import { numberOf, withNumber, type Direction, type PolicyField, type PolicyNumber } from './policy-changes.ts';
import { NumberRow, PolicyRow } from './policy-row.tsx';
import styles from './policy.module.css';
import { SensitiveRoles } from './sensitive-roles.tsx';

type Props = {
  readonly before: AccessPolicy;
  readonly draft: AccessPolicy;
  readonly directions: Readonly<Record<PolicyField, Direction>>;
  readonly isReadOnly: boolean;
  readonly onChange: (policy: AccessPolicy) => void;
};

const sections = {
  password: ['password.minLength', 'password.minClasses', 'password.maxAgeDays', 'password.history'],
  lockout: ['lockoutAttempts', 'lockoutMinutes'],
  session: ['idleLockSeconds', 'sessionIdleMinutes', 'sessionHours', 'confirmationMinutes', 'offlineMinutes'],
} as const satisfies Record<string, readonly PolicyNumber[]>;

/** Every value of the policy, under the headings of what it guards. */
export function PolicyFields({ before, draft, directions, isReadOnly, onChange }: Props): ReactElement {
  const { t } = useTranslation('policy');
  const changeLevel = (level: SecrecyLevel): void => {
    onChange(level === before.siteLevel ? before : defaultPolicyOf(level));
  };
  const numbers = (names: readonly PolicyNumber[]): readonly ReactElement[] =>
    names.map(name => (
      <NumberRow
        key={name}
        name={name}
        before={before}
        value={numberOf(draft, name)}
        direction={directions[name]}
        isReadOnly={isReadOnly}
        onChange={value => { onChange(withNumber(draft, name, value)); }}
      />
    ));
  return (
    // What can only be read has no field to tab to: it is scrolled itself.
    <div className={styles['form']} {...(isReadOnly ? { tabIndex: 0, role: 'group', 'aria-label': t('title') } : {})}>
      <PolicyRow name="siteLevel" before={before} direction={directions.siteLevel}>
        <Select
          className={styles['level'] ?? ''}
          aria-label={t('name.siteLevel')}
          disabled={isReadOnly}
          value={draft.siteLevel}
          options={SecrecyLevel.options.map(value => ({ value, label: t(`level.${value}`) }))}
          onChange={changeLevel}
        />
      </PolicyRow>
      {(['password', 'lockout', 'session'] as const).map(section => (
        <section key={section} className={styles['section']} aria-label={t(`section.${section}`)}>
          <h2 className={styles['heading']}>{t(`section.${section}`)}</h2>
          {numbers(sections[section])}
          {section === 'session' ? (
            <PolicyRow name="keyRequiredFrom" before={before} direction={directions.keyRequiredFrom}>
              <Select<SecrecyLevel | 'none'>
                className={styles['level'] ?? ''}
                aria-label={t('name.keyRequiredFrom')}
                disabled={isReadOnly}
                value={draft.keyRequiredFrom ?? 'none'}
                options={(['none', ...SecrecyLevel.options] as const).map(value => ({ value, label: t(`key.${value}`) }))}
                onChange={value => { onChange({ ...draft, keyRequiredFrom: value === 'none' ? null : value }); }}
              />
            </PolicyRow>
          ) : null}
          {section === 'session' ? (
            <PolicyRow name="blursUnfocused" before={before} direction={directions.blursUnfocused}>
              <Select<'yes' | 'no'>
                className={styles['level'] ?? ''}
                aria-label={t('name.blursUnfocused')}
                disabled={isReadOnly}
                value={draft.blursUnfocused ? 'yes' : 'no'}
                options={(['yes', 'no'] as const).map(value => ({ value, label: t(`blur.${value}`) }))}
                onChange={value => { onChange({ ...draft, blursUnfocused: value === 'yes' }); }}
              />
            </PolicyRow>
          ) : null}
        </section>
      ))}
      <section className={styles['section']} aria-label={t('section.rights')}>
        <h2 className={styles['heading']}>{t('section.rights')}</h2>
        <PolicyRow name="sensitiveRoles" before={before} direction={directions.sensitiveRoles}>
          <SensitiveRoles value={draft.sensitiveRoles} isReadOnly={isReadOnly} onChange={sensitiveRoles => { onChange({ ...draft, sensitiveRoles }); }} />
        </PolicyRow>
      </section>
    </div>
  );
}
