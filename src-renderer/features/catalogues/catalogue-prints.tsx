import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueTemplateName } from '#shared/domain/catalogue-sheets/catalogue-book';
import type { CataloguePrint, CataloguePrintId } from '#shared/domain/catalogue-sheets/catalogue-print';
import { formatDateTime } from '../../ui/date-time.ts';
import styles from './catalogues.module.css';
import { CountGood } from './count-good.tsx';

type Props = { readonly prints: readonly CataloguePrint[]; readonly template: CatalogueTemplateName; readonly onCount: (id: CataloguePrintId, goodSheets: number) => void };

/** 打印登记 of this volume: which sheets, by whom, on which printer, how many were good. The newest may be counted again. */
export function CataloguePrints({ prints, template, onCount }: Props): ReactElement | null {
  const { t } = useTranslation('catalogues');
  const [counted, setCounted] = useState<CataloguePrintId | null>(null);
  const shown = prints.filter(({ state }) => state !== 'replaced');
  const newest = shown.find(print => print.template === template);
  if (shown.length === 0) return null;
  return (
    <>
      <h2 className={styles['heading']}>{t('register.title')}</h2>
      <ul className={styles['prints']}>
        {shown.map(print => (
          <li key={print.id}>
            <p><strong>{print.registerNumber}</strong> <span className={styles['soft']}>{formatDateTime(print.preparedAt)}　{print.operatorName}</span></p>
            <p className={styles['soft']}>
              {t(`templates.${print.template}`)}　{t(`register.${print.state}`, { good: print.goodSheets ?? 0, count: print.sheets.length })}　{print.printerName ?? ''}
            </p>
            {print.id === newest?.id && print.state === 'done' && counted === null ? <Button size="small" onClick={() => { setCounted(print.id); }}>{t('register.notGood')}</Button> : null}
            {counted === print.id ? <CountGood print={print} onCount={(id, good) => { setCounted(null); onCount(id, good); }} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
