import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './saved-line.module.css';

/** Where a saved file lies. */
export function SavedLine({ path }: { readonly path: string | null | undefined }): ReactElement | null {
  const { t } = useTranslation();
  if (path === null || path === undefined) return null;
  return (
    <p className={styles['saved']} role="status">
      {t('saved')} <span className={styles['path']}>{path}</span>
    </p>
  );
}
