import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BatchId } from '#shared/domain/ids';
import type { Batch } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { nextStepOf, verdictDue } from './batch-account.ts';
import styles from './batch-screen.module.css';
import { DecideBatch, type Verdict } from './decide-batch.tsx';
import { CloseBatch } from './close-batch.tsx';
import { DeliveryPane } from './delivery-pane.tsx';
import { FolderBrowser } from './folder-browser.tsx';
import { FoundDialog } from './found-dialog.tsx';
import { PackagePane } from './package-pane.tsx';
import { useAccountWords } from './use-account-words.ts';
import { useDeliveries } from './use-deliveries.ts';
import { useSending } from './use-sending.ts';
import { VerdictPane } from './verdict-pane.tsx';

const busyMs = 2000;
const quietMs = 15_000;

/** One batch from its first package to its verdict. */
export function BatchScreen({ batchId }: { readonly batchId: BatchId }): ReactElement {
  const [isBusy, setIsBusy] = useState(true);
  const answer = useDesktopQuery('intake.getBatch', { id: batchId }, { refetchMs: isBusy ? busyMs : quietMs });
  const batch = answer.data;
  const moves = batch === undefined || batch.state === 'open' || batch.state === 'accepting';
  if (moves !== isBusy) setIsBusy(moves);
  useShownSecrecy(batch?.secrecy);
  if (batch) return <OpenBatch batch={batch} refetchMs={moves ? busyMs : quietMs} error={answer.error} />;
  return <div className={styles['waiting']}>{answer.error ? <ErrorNotice error={answer.error} alwaysRetry onRetry={() => void answer.refetch()} /> : <Skeleton active={false} paragraph={{ rows: 10 }} />}</div>;
}

type Ask = 'close' | Verdict | null;

function OpenBatch({ batch, refetchMs, error }: { readonly batch: Batch; readonly refetchMs: number; readonly error: unknown }): ReactElement {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  const mayReceive = useHasRole('archivist');
  const isOpen = batch.state === 'open' && mayReceive;
  const deliveries = useDeliveries(batch.id, isOpen);
  const sending = useSending(batch.id, { isEnabled: isOpen, onStarted: deliveries.refresh });
  const [isBrowsing, setIsBrowsing] = useState(false);
  const [asking, setAsking] = useState<Ask>(null);
  const pausing = useAct('intake.setPaused');
  const step = nextStepOf(batch);
  const browse = (): void => { setIsBrowsing(true); };
  const leave = (): void => { goTo({ screen: 'intake' }); };
  useKeys(t('batch.keys'), [
    ...(isOpen ? [{ keys: ['O'], label: t('delivery.browse'), run: browse }] : []),
    { keys: ['Escape'], label: t('batch.back'), run: leave },
  ]);
  const pause = <Button loading={pausing.isPending} onClick={() => { pausing.mutate({ id: batch.id, isPaused: !batch.isPaused }); }}>{t(batch.isPaused ? 'batch.resume' : 'batch.pause')}</Button>;
  return (
    <>
      <PageHeader
        back={<Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('batch.back')} title={t('batch.back')} onClick={leave} />}
        title={t('batch.title', { number: batch.number, supplier: batch.supplier })}
        lead={<BatchLead batch={batch} />}
        actions={isOpen && step !== 'send' ? pause : null}
        primary={mayReceive ? <Primary batch={batch} onBrowse={browse} onAsk={setAsking} isQueueOpen={deliveries.summary.left > 0} /> : null}
      />
      <ErrorNotice error={error ?? pausing.error} />
      <div className={styles['columns']}>
        <PackagePane batch={batch} refetchMs={refetchMs} />
        {isOpen ? <DeliveryPane deliveries={deliveries} sending={sending} policyVersion={batch.policyVersion} onBrowse={browse} /> : <VerdictPane batch={batch} onAsk={setAsking} />}
      </div>
      <FolderBrowser isOpen={isBrowsing} onChoose={paths => { setIsBrowsing(false); sending.find(paths); }} onClose={() => { setIsBrowsing(false); }} />
      <FoundDialog sending={sending} />
      <CloseBatch isOpen={asking === 'close'} batch={batch} onClose={() => { setAsking(null); }} />
      <DecideBatch verdict={asking === 'close' ? null : asking} batch={batch} onClose={() => { setAsking(null); }} />
    </>
  );
}

type PrimaryProps = { readonly batch: Batch; readonly isQueueOpen: boolean; readonly onBrowse: () => void; readonly onAsk: (ask: Ask) => void };

/** What is to be done next; while nothing is, the act that comes after is shown but cannot be pressed yet. */
function Primary({ batch, isQueueOpen, onBrowse, onAsk }: PrimaryProps): ReactElement | null {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  switch (nextStepOf(batch)) {
    case 'send':
      return <Button type="primary" onClick={onBrowse}>{t('delivery.browse')}</Button>;
    case 'wait':
    case 'close': {
      const isReady = batch.account.waiting === 0 && !isQueueOpen;
      return <Button type="primary" disabled={!isReady} title={isReady ? '' : t('close.notYet')} onClick={() => { onAsk('close'); }}>{t('close.open')}</Button>;
    }
    case 'sample':
      return <Button type="primary" onClick={() => { goTo({ screen: 'sampling', batchId: batch.id }); }}>{t(batch.sample.judged === 0 ? 'sampling.begin' : 'sampling.goOn')}</Button>;
    case 'decide': {
      const verdict = verdictDue(batch);
      return <Button type="primary" danger={verdict === 'return'} onClick={() => { onAsk(verdict); }}>{t(`decide.${verdict}.open`)}</Button>;
    }
    default:
      return null;
  }
}

function BatchLead({ batch }: { readonly batch: Batch }): ReactElement {
  const { t } = useTranslation('intake');
  const account = useAccountWords()(batch);
  const medium = batch.mediumNumber ?? t('noMedium');
  const words = [t(batch.isPaused ? 'state.paused' : `state.${batch.state}`), account, medium, batch.approvalNumber].join(' · ');
  return <span title={words} role="status">{words}</span>;
}
