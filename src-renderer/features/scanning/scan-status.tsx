import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ProgressLine } from '../../ui/progress-line.tsx';
import { pagesPerMinute, type ScanRun } from './scan-run.ts';
import styles from './scanner-panel.module.css';

/** One line of fixed height: how the run goes, or how it went. */
export function ScanStatus({ run }: { readonly run: ScanRun }): ReactElement {
  return <div className={styles['status']}><StatusLine run={run} /></div>;
}

function StatusLine({ run }: { readonly run: ScanRun }): ReactElement {
  const { t } = useTranslation('scanning');
  switch (run.kind) {
    case 'idle':
      return <p className={styles['words']}>{t('run.idle')}</p>;
    case 'starting':
      return <ProgressLine fraction={null} label={t('run.starting')} />;
    case 'running': {
      const speed = pagesPerMinute(run);
      const label = speed === undefined ? t('run.running', { count: run.pagesDone }) : t('run.runningSpeed', { count: run.pagesDone, speed });
      return <ProgressLine fraction={run.fraction} label={label} />;
    }
    case 'done':
      return <p className={styles['words']} role="status">{t(run.isCancelled ? 'run.cancelled' : 'run.done', { count: run.pagesDone })}</p>;
    case 'failed':
      return <p className={styles['words']} role="status">{t('run.failedWith', { count: run.pagesDone })}</p>;
  }
}
