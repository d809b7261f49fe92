import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import styles from './administration.module.css';

/** What is wrong with the data centre itself, what it means and what to do, step by step. */
export function LessonPanel({ kind }: { readonly kind: 'log-storage' | 'log-unverified' | 'database-role' }): ReactElement {
  const { t } = useTranslation('administration');
  return (
    <>
      <PageHeader title={t(`whole.${kind}.title`)} lead={t(`whole.${kind}.lesson`)} />
      <div className={styles['body']}>
        <ol className={styles['steps']}>
          {t(`whole.${kind}.steps`).split('|').map(step => <li key={step}>{step}</li>)}
        </ol>
      </div>
    </>
  );
}
