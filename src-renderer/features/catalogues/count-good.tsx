import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CataloguePrint, CataloguePrintId } from '#shared/domain/catalogue-sheets/catalogue-print';
import { GoodCount } from '../../ui/good-count.tsx';
import styles from './catalogues.module.css';

type Props = { readonly print: CataloguePrint; readonly onCount: (id: CataloguePrintId, goodSheets: number) => void };

/** The person counts; the list says which sheet the number means. */
export function CountGood({ print: { id, registerNumber, sheets }, onCount }: Props): ReactElement {
  const { t } = useTranslation('catalogues');
  const hintOf = (good: number): string => {
    const last = sheets[good - 1];
    return last ? t('count.lastIs', { number: last.number }) : t('count.none');
  };
  const heading = (
    <>
      <h2 className={styles['heading']}>{t('count.title', { number: registerNumber })}</h2>
      <p className={styles['lesson']}>{t('count.lead')}</p>
    </>
  );
  return <GoodCount heading={heading} label={t('count.good', { most: sheets.length })} hintOf={hintOf} most={sheets.length} confirm={t('count.confirm')} onCount={good => { onCount(id, good); }} />;
}
