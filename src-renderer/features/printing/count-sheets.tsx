import { Button, InputNumber } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJob } from '#shared/domain/printing';
import { FormField } from '../../ui/form-field.tsx';
import styles from './printing.module.css';

type Props = { readonly job: PrintJob; readonly onCount: (goodSheets: number, wasteSheets: number) => void };

/** A printer that stopped does not know what came out well: a person counts, and hears which sheet the number means. */
export function CountSheets({ job, onCount }: Props): ReactElement {
  const { t } = useTranslation('printing');
  const id = useId();
  const [good, setGood] = useState(0);
  const [waste, setWaste] = useState(0);
  const most = job.pageCount * job.copies;
  const last = good - 1;
  const hint = good === 0 ? t('count.noneGood') : good === most ? t('count.allGood') : t('count.goodHint', { copy: Math.floor(last / job.pageCount) + 1, page: (last % job.pageCount) + 1 });
  return (
    <section className={styles['count']} aria-label={t('count.title')}>
      <h3>{t('count.title')}</h3>
      <p>{t('count.lead')}</p>
      <FormField id={`${id}-good`} label={t('count.good', { most })} hint={hint}>
        <InputNumber id={`${id}-good`} autoFocus aria-describedby={`${id}-good-hint`} min={0} max={most} precision={0} value={good} onChange={value => { setGood(value ?? 0); }} />
      </FormField>
      <FormField id={`${id}-waste`} label={t('count.waste')}>
        <InputNumber id={`${id}-waste`} min={0} max={400} precision={0} value={waste} onChange={value => { setWaste(value ?? 0); }} />
      </FormField>
      <Button type="primary" onClick={() => { onCount(good, waste); }}>{t('count.confirm')}</Button>
    </section>
  );
}
