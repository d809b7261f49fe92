import { Checkbox } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/account';
import styles from './policy.module.css';

/** The three offices always need several; these four can be made to. */
const choices: readonly Role[] = ['archivist', 'reader', 'approver', 'selector'];

type Props = { readonly value: readonly Role[]; readonly isReadOnly: boolean; readonly onChange: (roles: readonly Role[]) => void };

export function SensitiveRoles({ value, isReadOnly, onChange }: Props): ReactElement {
  const { t } = useTranslation(['policy', 'common']);
  const toggle = (role: Role, isOn: boolean): void => {
    onChange(isOn ? [...value, role] : value.filter(other => other !== role));
  };
  return (
    <div className={styles['roles']} role="group" aria-label={t('name.sensitiveRoles')}>
      {choices.map(role => (
        <Checkbox key={role} disabled={isReadOnly} checked={value.includes(role)} onChange={event => { toggle(role, event.target.checked); }}>
          {t(`role.${role}`, { ns: 'common' })}
        </Checkbox>
      ))}
    </div>
  );
}
