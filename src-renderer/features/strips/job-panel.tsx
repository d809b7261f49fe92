import { Button, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StripJob } from '#shared/domain/strip-job';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { GoodCount } from '../../ui/good-count.tsx';
import { SavedLine } from '../../ui/saved-line.tsx';
import { PrinterNews } from '../printing/index.ts';
import styles from './strips.module.css';
import type { FoundPrinters } from './use-found-printers.ts';
import type { StripRunState } from './use-strip-job.ts';

/** A batch under way: what the printer says, and after trouble how it goes on behind the last good strip. */
export function JobPanel({ run, printers }: { readonly run: StripRunState; readonly printers: FoundPrinters }): ReactElement | null {
  const { t } = useTranslation('strips');
  const saving = useAct('strips.save');
  const { job } = run;
  if (!job) return null;
  return (
    <div className={styles['job']}>
      <h2>{t('job.title', { number: job.registerNumber, template: job.templateName, count: job.stripCount })}</h2>
      <p role="status" className={styles['lesson']}>
        {run.isPrinting ? t('job.printing', { from: job.goodCount + 1 }) : t(`job.state.${job.state}`, { good: job.goodCount, count: job.stripCount })}
      </p>
      {run.isPrinting ? <PrinterNews /> : null}
      <ErrorNotice error={run.error ?? saving.error} />
      {run.isPrinting ? null : <JobActs job={job} run={run} printers={printers} />}
      <div className={styles['row']}>
        {run.isPrinting ? <Button onClick={run.cancel}>{t('job.cancel')}</Button> : null}
        <Button onClick={() => { saving.mutate({ id: job.id }); }} loading={saving.isPending}>{t('job.save')}</Button>
        <Button disabled={run.isPrinting} onClick={run.leave}>{t('job.leave')}</Button>
      </div>
      <SavedLine path={saving.data?.path} />
    </div>
  );
}

type ActsProps = { readonly job: StripJob; readonly run: StripRunState; readonly printers: FoundPrinters };

function JobActs({ job, run, printers }: ActsProps): ReactElement {
  const { t } = useTranslation('strips');
  const [wantsCount, setWantsCount] = useState(false);
  if (run.mustCount || wantsCount) return <CountGood job={job} onCount={good => { setWantsCount(false); run.count(good); }} />;
  if (job.state === 'open') {
    return (
      <>
        <FormField id="strip-next-printer" label={t('printer')}>
          <Select id="strip-next-printer" virtual={false} value={printers.chosen} options={printers.options} onChange={printers.choose} />
        </FormField>
        <Button type="primary" disabled={printers.chosen === null} onClick={() => { if (printers.chosen !== null) run.goOn(printers.chosen); }}>{t('job.goOn', { from: job.goodCount + 1 })}</Button>
      </>
    );
  }
  return job.state === 'completed' ? <Button onClick={() => { setWantsCount(true); }}>{t('job.notGood')}</Button> : <span />;
}

/** The person counts; the list says what stands on the strip he names. */
function CountGood({ job, onCount }: { readonly job: StripJob; readonly onCount: (lastGood: number) => void }): ReactElement {
  const { t } = useTranslation('strips');
  const least = (job.runs.at(-1)?.firstPosition ?? 1) - 1;
  const strips = useDesktopQuery('strips.get', { id: job.id }).data?.strips ?? [];
  const hintOf = (good: number): string => {
    const named = strips[good - 1]?.values;
    return named ? t('job.lastGoodIs', { number: named.archiveNumber, name: named.name }) : t('job.noneGood');
  };
  return <GoodCount label={t('job.countGood')} hintOf={hintOf} least={least} most={job.stripCount} confirm={t('job.confirmGood')} onCount={onCount} />;
}
