import { WarningFilled } from '@ant-design/icons';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftPage } from '#shared/domain/scanning';
import styles from './page-flags.module.css';

/** On the small picture: something is wrong with this sheet while it still lies on the desk. */
export function FlagMark({ page }: { readonly page: DraftPage }): ReactElement {
  const { t } = useTranslation('scanning');
  const words = page.flags.map(({ kind, params }) => t(`flag.${kind}`, { ...params })).join(' ');
  return <WarningFilled className={styles['mark'] ?? ''} role="img" aria-label={words} title={words} />;
}

/** Over the large picture: what is wrong, and that one key scans the sheet again. */
export function FlagList({ page }: { readonly page: DraftPage }): ReactElement | null {
  const { t } = useTranslation('scanning');
  if (page.flags.length === 0) return null;
  return (
    <ul className={styles['list']} aria-label={t('flag.label')}>
      {page.flags.map(({ kind, params }, index) => <li key={`${kind} ${String(index)}`}>{t(`flag.${kind}`, { ...params })}</li>)}
      <li className={styles['way']}>{t('flag.way')}</li>
    </ul>
  );
}
