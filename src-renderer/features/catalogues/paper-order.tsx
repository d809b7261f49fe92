import { Button, Checkbox } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueView } from '#shared/contract/server/catalogue-operations';
import { MissingGlyphs, PrinterField, usePrinters } from '../forms/index.ts';
import { PrinterNews } from '../printing/index.ts';
import styles from './catalogues.module.css';
import type { CatalogueState } from './use-catalogue.ts';

type Props = { readonly catalogue: CatalogueState; readonly view: CatalogueView };

/** Which paper goes into the printer, in which order; a sheet that is put in again must be the right one, so a person says that it is. */
export function PaperOrder({ catalogue, view }: Props): ReactElement {
  const { t } = useTranslation('catalogues');
  const printers = usePrinters();
  const [isLaid, setIsLaid] = useState(false);
  const sheets = view.plan.sheets.map((sheet, index) => ({ ...sheet, number: index + 1 })).filter(({ way }) => way !== 'as-it-is');
  const isContinued = sheets.some(({ way }) => way === 'added');
  const canPrint = view.missing.length === 0 && (!isContinued || isLaid);
  if (sheets.length === 0) return <p className={styles['lesson']}>{t('nothingNew')}</p>;
  return (
    <>
      <MissingGlyphs missing={view.missing} />
      <Findings view={view} />
      <h2 className={styles['heading']}>{t('order.title', { count: sheets.length })}</h2>
      <ol className={styles['order']}>
        {sheets.map(({ number, way, added }) => <li key={number} data-way={way}>{t(way === 'added' ? 'order.added' : 'order.blank', { number, rows: added.length })}</li>)}
      </ol>
      {isContinued ? <Checkbox checked={isLaid} onChange={event => { setIsLaid(event.target.checked); }}>{t('order.laid')}</Checkbox> : null}
      <PrinterField printers={printers} hint={isContinued ? t('calibrated') : undefined} />
      {catalogue.isPrinting ? <PrinterNews /> : null}
      <Acts catalogue={catalogue} count={sheets.length} printerName={canPrint ? printers.chosen : null} />
    </>
  );
}

type ActsProps = { readonly catalogue: CatalogueState; readonly count: number; readonly printerName: string | null };

function Acts({ catalogue, count, printerName }: ActsProps): ReactElement {
  const { t } = useTranslation('catalogues');
  return (
    <div className={styles['row']}>
      <Button type="primary" size="large" disabled={printerName === null} loading={catalogue.isPrinting} onClick={() => { if (printerName !== null) catalogue.print(printerName); }}>{t('print', { count })}</Button>
      {catalogue.isPrinting ? <Button size="large" onClick={catalogue.cancel}>{t('cancel')}</Button> : null}
    </div>
  );
}

function Findings({ view: { plan } }: { readonly view: CatalogueView }): ReactElement | null {
  const { t } = useTranslation('catalogues');
  if (plan.findings.length === 0) return null;
  return (
    <div className={styles['warning']} role="status">
      <ul>{plan.findings.map(({ problem, sheet, row }) => <li key={`${problem} ${row.classCode}-${String(row.sequence)}`}>{t(`finding.${problem}`, { sheet, number: `${row.classCode}-${String(row.sequence)}`, name: row.name })}</li>)}</ul>
      <p>{t('finding.cure')}</p>
    </div>
  );
}
