import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ProgressLine } from '../../ui/progress-line.tsx';
import type { PrintRun } from './print-run.ts';
import styles from './printing.module.css';
import { splitDetail, useReasonWords } from './reason-words.ts';

/** Live while the printer works, then the registered end in words. */
export function PrintOutcomeNote({ run }: { readonly run: PrintRun }): ReactElement | null {
  const { t } = useTranslation('printing');
  const words = useReasonWords();
  const { job, live } = run;
  if (!job) return null;
  if (run.isPrinting) {
    const reasons = words(live?.reasons ?? []);
    return <ProgressLine fraction={null} label={reasons === '' ? t('live.printing') : t('live.waiting', { reasons })} />;
  }
  const detail = words(splitDetail(job.detail));
  return (
    <p className={styles['outcome']} role="status" data-print-state={job.state}>
      <strong>{t(`outcome.${job.state}`)}</strong>
      <span>{t('registered', { number: job.registerNumber })}</span>
      {detail === '' || job.state === 'completed' ? null : <span>{detail}</span>}
    </p>
  );
}
