import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader, Toolbar } from '../../ui/page-header.tsx';
import { SavedLine } from '../../ui/saved-line.tsx';
import { PaperDialog } from '../printing/index.ts';
import styles from './audit-screen.module.css';
import { PeriodField } from './period-field.tsx';
import { closedBoundsOf, lastMonth, type ClosedBounds, type PeriodPreset } from './period.ts';
import { ReportSheet } from './report-sheet.tsx';
import { useReportFile } from './use-report-file.ts';

const presets: readonly PeriodPreset[] = ['today', 'week', 'month', 'quarter', 'year', 'own'];

/** A period in counts: for the file, for paper, or for a table program. */
export function ReportScreen(): ReactElement {
  const { t } = useTranslation('oversight');
  const [period, setPeriod] = useState(lastMonth);
  const [made, setMade] = useState<ClosedBounds | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  const bounds = closedBoundsOf(period, Date.now());
  const answer = useDesktopQuery('audit.report', made ?? { from: '', until: '' }, { isEnabled: made !== null, keepPrevious: true });
  const file = useReportFile(made);
  const isReady = made !== null && answer.isSuccess;
  return (
    <>
      <PageHeader
        title={t('report.title')}
        lead={t('report.lead')}
        actions={
          <>
            <Button disabled={!isReady} loading={file.isSaving === 'csv'} onClick={() => { file.save('csv'); }}>{t('report.csv')}</Button>
            <Button disabled={!isReady} loading={file.isSaving === 'pdf'} onClick={() => { file.save('pdf'); }}>{t('report.pdf')}</Button>
            <Button disabled={!isReady} onClick={() => { setIsPrinting(true); }}>{t('report.print')}</Button>
          </>
        }
        primary={<Button type="primary" disabled={!bounds} loading={answer.isFetching} onClick={() => { setMade(bounds ?? null); file.forget(); }}>{t('report.make')}</Button>}
      />
      <div className={styles['filters']}>
        <Toolbar label={t('report.title')}>
          <PeriodField period={period} presets={presets} onChange={setPeriod} />
        </Toolbar>
      </div>
      <div className={styles['list']} tabIndex={0} role="group" aria-label={t('report.title')}>
        <ErrorNotice error={answer.error ?? file.error} onRetry={() => void answer.refetch()} />
        <SavedLine path={file.path} />
        {isReady ? <ReportSheet report={answer.data} /> : null}
        {made === null ? <EmptyState title={t('report.start.title')}>{t('report.start.lesson')}</EmptyState> : null}
      </div>
      {isPrinting && made ? <PaperDialog title={t('report.printTitle')} send={printerName => callDesktop('audit.printReport', { ...made, printerName })} onClose={() => { setIsPrinting(false); }} /> : null}
    </>
  );
}
