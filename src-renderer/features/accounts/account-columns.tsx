import { useTranslation } from 'react-i18next';
import type { ManagedAccount } from '#shared/domain/administration';
import { formatDateTime } from '../../ui/date-time.ts';
import type { Column } from '../../ui/record-table.tsx';
import { StateWords, useRoleWords } from './account-words.tsx';
import styles from './accounts.module.css';

export function useAccountColumns(): readonly Column<ManagedAccount>[] {
  const { t } = useTranslation('accounts');
  const roleWords = useRoleWords();
  return [
    { id: 'name', title: t('column.name'), width: '8em', render: ({ displayName }) => <strong title={displayName}>{displayName}</strong> },
    { id: 'loginName', title: t('column.loginName'), width: '9em', render: ({ loginName }) => loginName },
    { id: 'unit', title: t('column.unit'), render: ({ unitName }) => <span title={unitName}>{unitName}</span> },
    { id: 'roles', title: t('column.roles'), width: '22%', render: ({ roles }) => <span className={roles.length === 0 ? styles['soft'] : undefined} title={roleWords(roles)}>{roleWords(roles)}</span> },
    { id: 'clearance', title: t('column.clearance'), width: '6em', isSpare: true, render: ({ clearance }) => t(`level.${clearance}`) },
    { id: 'state', title: t('column.state'), width: '9em', render: account => <StateWords account={account} /> },
    { id: 'lastSignIn', title: t('column.lastSignIn'), width: '10.5em', isSpare: true, render: ({ lastSignInAt }) => (lastSignInAt === null ? t('never') : formatDateTime(lastSignInAt)) },
  ];
}
