import { useTranslation } from 'react-i18next';
import type { RegisteredKey } from '#shared/domain/signing-key';
import { formatDateTime } from '../../ui/date-time.ts';
import type { Column } from '../../ui/record-table.tsx';
import styles from './keys.module.css';

export function useKeyColumns(): readonly Column<RegisteredKey>[] {
  const { t } = useTranslation('keys');
  return [
    {
      id: 'holder',
      title: t('column.holder'),
      width: '26%',
      render: ({ displayName, loginName }) => (
        <>
          <strong>{displayName}</strong> <span className={styles['faint']}>{loginName}</span>
        </>
      ),
    },
    { id: 'unit', title: t('column.unit'), render: ({ unitName }) => unitName },
    { id: 'label', title: t('column.label'), width: '22%', render: ({ label, serial }) => `${label} · ${serial}` },
    { id: 'lastUsed', title: t('column.lastUsed'), width: '11em', render: ({ lastUsedAt }) => (lastUsedAt === null ? t('never') : formatDateTime(lastUsedAt)) },
  ];
}
