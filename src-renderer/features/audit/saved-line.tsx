import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './audit-screen.module.css';

/** Where a saved file lies. */
export function SavedLine({ path }: { readonly path: string | null }): ReactElement | null {
  const { t } = useTranslation('oversight');
  if (path === null) return null;
  return (
    <p className={styles['saved']} role="status">
      {t('report.saved')} <span className={styles['hash']}>{path}</span>
    </p>
  );
}
