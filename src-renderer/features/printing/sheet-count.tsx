import { Button, InputNumber } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintJob } from '#shared/domain/printing';
import { useSignedIn } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './printing.module.css';

type Props = { readonly job: PrintJob | null; readonly onCounted: (job: PrintJob) => void };

/** After a jam only a person knows what lies in the tray: asked once, of whoever printed, before the same pages can be printed again. */
export function SheetCount({ job, onCounted }: Props): ReactElement | null {
  const isAsked = useIsCountAsked(job);
  return isAsked && job !== null ? <CountForm key={job.id} job={job} onCounted={onCounted} /> : null;
}

export function useIsCountAsked(job: PrintJob | null): boolean {
  const { account } = useSignedIn();
  return job !== null && job.goodSheets === null && job.operatorName === account.displayName && (job.state === 'failed' || job.state === 'cancelled');
}

type FormProps = { readonly job: PrintJob; readonly onCounted: Props['onCounted'] };

function CountForm({ job, onCounted }: FormProps): ReactElement {
  const { t } = useTranslation('printing');
  const id = useId();
  const [goodSheets, setGood] = useState<number | null>(null);
  const [wasteSheets, setWaste] = useState<number | null>(0);
  const counting = useAct('printing.countSheets', onCounted);
  const most = job.pageCount * job.copies;
  const isReady = goodSheets !== null && wasteSheets !== null;
  return (
    <section className={styles['count']}>
      <p>{t('count.lead')}</p>
      <label htmlFor={`${id}-good`}>{t('count.good', { most })}</label>
      <InputNumber id={`${id}-good`} min={0} max={most} precision={0} value={goodSheets} onChange={setGood} />
      <label htmlFor={`${id}-waste`}>{t('count.waste')}</label>
      <InputNumber id={`${id}-waste`} min={0} max={8000} precision={0} value={wasteSheets} onChange={setWaste} />
      <Button type="primary" disabled={!isReady} loading={counting.isPending} onClick={() => { if (isReady) counting.mutate({ id: job.id, goodSheets, wasteSheets }); }}>{t('count.keep')}</Button>
      <ErrorNotice error={counting.error} />
    </section>
  );
}
