import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/domain/account';
import type { ManagedAccount } from '#shared/domain/administration';
import styles from './accounts.module.css';

/** `档案管理员、查档人`, or that there is none. */
export function useRoleWords(): (roles: readonly Role[]) => string {
  const { t } = useTranslation(['accounts', 'common']);
  return roles => roles.map(role => t(`role.${role}`, { ns: 'common' })).join(t('separator')) || t('noRoles');
}

/** The state in a word, and what else stands in the way of signing in. */
export function StateWords({ account }: { readonly account: Pick<ManagedAccount, 'state' | 'isLockedOut'> }): ReactElement {
  const { t } = useTranslation('accounts');
  return (
    <>
      {t(`state.${account.state}`)}
      {account.isLockedOut ? <> <span className={styles['mark']}>{t('lockedOut')}</span></> : null}
    </>
  );
}
