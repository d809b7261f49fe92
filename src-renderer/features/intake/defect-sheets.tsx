import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchId, PackageId } from '#shared/domain/ids';
import { callDesktop } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PaperDialog } from '../printing/index.ts';
import styles from './intake.module.css';

type Props = { readonly batchId: BatchId; readonly packageId: PackageId | null; readonly isOffered: boolean };

/** 问题单: what the supplier works from, as PDF, as a table, on paper. */
export function DefectSheets({ batchId, packageId, isOffered }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const [isPrinting, setIsPrinting] = useState(false);
  const saving = useAct('intake.saveDefects');
  const button = (format: 'pdf' | 'xlsx'): ReactElement => (
    <Button size="small" disabled={!isOffered} loading={saving.isPending && saving.variables.format === format} onClick={() => { saving.mutate({ batchId, packageId, format }); }}>
      {t(`defects.${format}`)}
    </Button>
  );
  const savedWords = ({ path, parts }: { readonly path: string; readonly parts: number }): string => {
    const name = path.split('/').at(-1) ?? '';
    return parts === 1 ? t('defects.saved', { name }) : t('defects.savedParts', { name, more: parts - 1 });
  };
  return (
    <div className={styles['sheets']} role="group" aria-label={t('defects.title')}>
      <span className={styles['soft']}>{t('defects.title')}</span>
      {button('pdf')}
      {button('xlsx')}
      <Button size="small" disabled={!isOffered} onClick={() => { setIsPrinting(true); }}>{t('defects.print')}</Button>
      {saving.data ? <span className={styles['where']} role="status" title={saving.data.path}>{savedWords(saving.data)}</span> : null}
      <ErrorNotice error={saving.error} />
      {isPrinting ? <PaperDialog title={t('defects.printTitle')} send={printerName => callDesktop('intake.printDefects', { batchId, packageId, printerName })} onClose={() => { setIsPrinting(false); }} /> : null}
    </div>
  );
}
