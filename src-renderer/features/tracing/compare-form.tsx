import { Button, DatePicker, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceSearch } from '#shared/domain/trace';
import styles from './tracing.module.css';

type Props = { readonly isBusy: boolean; readonly onAsk: (search: TraceSearch) => void };

/** What is left of the grain against every session of some days, or of one file: finds those who averaged their copies, too. */
export function CompareForm({ isBusy, onAsk }: Props): ReactElement {
  const { t } = useTranslation('tracing');
  const [days, setDays] = useState<readonly [string, string] | null>(null);
  const [archiveNumber, setArchiveNumber] = useState('');
  const ask = (): void => {
    if (days === null) return;
    // Days of Beijing, both included.
    onAsk({ from: new Date(`${days[0]}T00:00:00+08:00`).toISOString(), until: new Date(`${days[1]}T23:59:59.999+08:00`).toISOString(), archiveNumber: archiveNumber.trim() || null });
  };
  return (
    <section className={styles['sheet']} aria-label={t('compare.title')}>
      <h2>{t('compare.title')}</h2>
      <p className={styles['soft']}>{t('compare.lesson')}</p>
      <label className={styles['field']}>
        {t('compare.days')}
        <DatePicker.RangePicker aria-label={t('compare.days')} onChange={(_days, [from, until]) => { setDays(from !== '' && until !== '' ? [from, until] : null); }} />
      </label>
      <label className={styles['field']}>
        {t('compare.archiveNumber')}
        <Input value={archiveNumber} maxLength={60} onChange={event => { setArchiveNumber(event.target.value); }} />
      </label>
      <Button disabled={days === null} loading={isBusy} onClick={ask}>{t('compare.ask')}</Button>
    </section>
  );
}
