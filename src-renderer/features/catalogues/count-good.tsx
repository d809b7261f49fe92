import { Button, InputNumber } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CataloguePrint, CataloguePrintId } from '#shared/domain/catalogue-sheets/catalogue-print';
import { FormField } from '../../ui/form-field.tsx';
import styles from './catalogues.module.css';

type Props = { readonly print: CataloguePrint; readonly onCount: (id: CataloguePrintId, goodSheets: number) => void };

/** The person counts; the list says which sheet the number means. */
export function CountGood({ print, onCount }: Props): ReactElement {
  const { t } = useTranslation('catalogues');
  const id = useId();
  const [good, setGood] = useState(0);
  const last = print.sheets[good - 1];
  return (
    <div className={styles['count']}>
      <h2 className={styles['heading']}>{t('count.title', { number: print.registerNumber })}</h2>
      <p className={styles['lesson']}>{t('count.lead')}</p>
      <FormField id={`${id}-good`} label={t('count.good', { most: print.sheets.length })} hint={last ? t('count.lastIs', { number: last.number }) : t('count.none')}>
        <InputNumber id={`${id}-good`} autoFocus aria-describedby={`${id}-good-hint`} min={0} max={print.sheets.length} precision={0} value={good} onChange={value => { setGood(value ?? 0); }} />
      </FormField>
      <Button type="primary" onClick={() => { onCount(print.id, good); }}>{t('count.confirm')}</Button>
    </div>
  );
}
