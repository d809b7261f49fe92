import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useTerminal } from '../../api/signed-in.ts';
import styles from './requests.module.css';

/** What can still be done while the data centre cannot be reached, and what cannot. */
export function LineAway(): ReactElement | null {
  const { t } = useTranslation('requests');
  if (useTerminal()?.isOnline !== false) return null;
  return <p className={styles['away']} role="status">{t('away')}</p>;
}
