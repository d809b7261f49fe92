import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './demo-mark.module.css';

/** A thin line along the top of every screen of a demonstration site. */
export function DemoRibbon(): ReactElement {
  return <div className={styles['ribbon']} aria-hidden="true" />;
}

/** Says 演示: nothing here is about a real person. */
export function DemoBadge(): ReactElement {
  const { t } = useTranslation();
  return (
    <span className={styles['badge']} title={t('demo.meaning')} data-testid="demo-badge">
      {t('demo.badge')}
    </span>
  );
}
