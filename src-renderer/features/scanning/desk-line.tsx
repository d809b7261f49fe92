import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { fromWire } from '#shared/errors/app-error';
import { ProgressLine } from '../../ui/progress-line.tsx';
import type { Desk } from './desk.ts';
import styles from './desk-line.module.css';
import { isBusy, pagesPerMinute, type ScanRun } from './scan-run.ts';
import type { Filed } from './use-filing.ts';

/** Said by the desk itself, as after a manual duplex whose numbers do not fit. */
export type DeskNote = { readonly tone: 'good' | 'warning'; readonly words: string };

type Props = { readonly desk: Desk; readonly note: DeskNote | null; readonly onDismiss: () => void };

/** One line that is always there: how the scan goes, what is wrong and how to go on, what was done. Nothing moves when it speaks. */
export function DeskLine({ desk, note, onDismiss }: Props): ReactElement {
  const { t } = useTranslation(['scanning', 'errors']);
  const { run } = desk.scan;
  if (isBusy(run)) return <Line tone="calm"><RunLine run={run} /></Line>;
  if (run.kind === 'failed') {
    return (
      <Line tone="trouble" act={<Button size="small" onClick={onDismiss}>{t('line.understood')}</Button>}>
        <span role="alert" data-error-code={run.code}>{t(fromWire(run).code, { ns: 'errors', ...run.params })} {t('run.failedWith', { count: run.pagesDone })}</span>
      </Line>
    );
  }
  if (note) return <Line tone={note.tone} act={<Button size="small" onClick={onDismiss}>{t('line.understood')}</Button>}><span role="status">{note.words}</span></Line>;
  if (desk.filing.filed && desk.draft.pages.length === 0) return <Line tone="good"><span role="status"><FiledWords filed={desk.filing.filed} /></span></Line>;
  return <Line tone="calm"><span role="status">{restWords(t, run)}</span></Line>;
}

type Translate = ReturnType<typeof useTranslation<readonly ['scanning', 'errors']>>['t'];

function restWords(t: Translate, run: ScanRun): string {
  if (run.kind !== 'done') return t('run.idle');
  return t(run.isCancelled ? 'run.cancelled' : 'run.done', { count: run.pagesDone });
}

type LineProps = { readonly tone: DeskNote['tone'] | 'calm' | 'trouble'; readonly act?: ReactNode; readonly children: ReactNode };

function Line({ tone, act, children }: LineProps): ReactElement {
  const { t } = useTranslation('scanning');
  return (
    <section className={styles['line']} data-tone={tone} aria-label={t('line.label')}>
      <div className={styles['words']}>{children}</div>
      {act}
    </section>
  );
}

function RunLine({ run }: { readonly run: ScanRun }): ReactElement {
  const { t } = useTranslation('scanning');
  if (run.kind !== 'running') return <ProgressLine fraction={null} label={t('run.starting')} />;
  const speed = pagesPerMinute(run);
  const label = speed === undefined ? t('run.running', { count: run.pagesDone }) : t('run.runningSpeed', { count: run.pagesDone, speed });
  return <ProgressLine fraction={run.fraction} label={label} />;
}

function FiledWords({ filed: { material, volumes } }: { readonly filed: Filed }): string {
  const { t } = useTranslation('scanning');
  const words = { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name, count: material.pageCount };
  return volumes === 1 ? t('file.filed', words) : t('loose.filed', { ...words, volumes });
}
