import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './pager.module.css';

type Props = {
  readonly page: number;
  readonly total: number;
  readonly pageSize: number;
  /** From here on the data centre stops counting: shown as `1000+`. */
  readonly totalLimit: number;
  readonly onPageChange: (page: number) => void;
};

export function formatTotal(total: number, totalLimit: number): string {
  return total >= totalLimit ? `${String(totalLimit)}+` : String(total);
}

/** How many there are, and which twenty of them are on the screen. Always of the same height. */
export function Pager({ page, total, pageSize, totalLimit, onPageChange }: Props): ReactElement {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return (
    <nav className={styles['pager']} aria-label={t('pager.label')}>
      <span className={styles['count']} role="status">
        {t('pager.count', { total: formatTotal(total, totalLimit) })}
      </span>
      <span className={styles['turn']}>
        <Button
          size="small"
          disabled={page <= 1}
          onClick={() => {
            onPageChange(page - 1);
          }}
        >
          {t('pager.previous')}
        </Button>
        <span className={styles['place']}>{t('pager.place', { page, pages })}</span>
        <Button
          size="small"
          disabled={page >= pages}
          onClick={() => {
            onPageChange(page + 1);
          }}
        >
          {t('pager.next')}
        </Button>
      </span>
    </nav>
  );
}
