import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '#shared/domain/delivery';
import { fromWire } from '#shared/errors/app-error';
import { formatBytes } from '../../ui/byte-size.ts';
import { formatCountdown } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ProgressLine } from '../../ui/progress-line.tsx';
import styles from './batch-screen.module.css';
import { unfinished } from './delivery-queue.ts';
import { TemplateButtons } from './template-buttons.tsx';
import { useFileDrag } from './use-file-drag.ts';
import type { Deliveries } from './use-deliveries.ts';
import type { Sending } from './use-sending.ts';
import { RulesLink } from './verdict-pane.tsx';

type Props = { readonly deliveries: Deliveries; readonly sending: Sending; readonly policyVersion: number; readonly onBrowse: () => void };

/** Where packages come in, and how far they are on their way. Nothing here holds up the rest of the window. */
export function DeliveryPane({ deliveries, sending, policyVersion, onBrowse }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const isDragged = useFileDrag();
  return (
    <aside className={styles['side']} aria-label={t('delivery.title')}>
      <div className={styles['zone']} data-over={isDragged}>
        <InboxOutlined className={styles['zoneIcon']} />
        <p>{sending.isSearching ? t('delivery.searching') : t(isDragged ? 'delivery.release' : 'delivery.zone')}</p>
        <Button onClick={onBrowse}>{t('delivery.browse')}</Button>
      </div>
      <ErrorNotice error={sending.found === null ? sending.error : null} />
      <ErrorNotice error={deliveries.error} onRetry={deliveries.refresh} />
      {deliveries.all.length === 0 ? <TemplateButtons /> : <Queue deliveries={deliveries} />}
      <RulesLink version={policyVersion} />
    </aside>
  );
}

function Queue({ deliveries }: { readonly deliveries: Deliveries }): ReactElement {
  const { t } = useTranslation('intake');
  const { summary } = deliveries;
  const rows = unfinished(deliveries.all);
  const words = useQueueWords(deliveries);
  return (
    <section className={styles['queue']} aria-label={t('delivery.queue')}>
      <QueueHead deliveries={deliveries} />
      {summary.left > 0 ? <ProgressLine fraction={summary.fraction} label={words} /> : <p className={styles['soft']} role="status">{t(summary.failed > 0 ? 'delivery.restFailed' : 'delivery.allSent', { count: summary.offered })}</p>}
      <ul className={styles['parcels']} tabIndex={0} aria-label={t('delivery.queue')}>
        {rows.map(one => <Parcel key={one.id} one={one} onCancel={() => { deliveries.cancel(one.id); }} onRetry={() => { deliveries.retry(one.id); }} />)}
      </ul>
    </section>
  );
}

function QueueHead({ deliveries }: { readonly deliveries: Deliveries }): ReactElement {
  const { t } = useTranslation('intake');
  const { summary } = deliveries;
  return (
    <div className={styles['queueHead']}>
      <h2 className={styles['heading']}>{t('delivery.sent', { offered: summary.offered, total: summary.total })}</h2>
      {summary.failed > 0 ? <Button size="small" onClick={() => { deliveries.retry(null); }}>{t('delivery.retryAll')}</Button> : null}
      {summary.left > 0 ? (
        <>
          <Button size="small" onClick={() => { deliveries.pause(!summary.isPaused); }}>{t(summary.isPaused ? 'delivery.resume' : 'delivery.pause')}</Button>
          <Button size="small" onClick={() => { deliveries.cancel(null); }}>{t('delivery.cancelAll')}</Button>
        </>
      ) : null}
    </div>
  );
}

function useQueueWords({ summary }: Deliveries): string {
  const { t } = useTranslation(['intake', 'common']);
  if (summary.isPaused) return t('delivery.paused');
  const speed = summary.bytesPerSecond === null ? t('delivery.starting') : t('delivery.speed', { size: formatBytes(summary.bytesPerSecond) });
  const left = summary.secondsLeft === null ? '' : `　${t('countdown', { ns: 'common', time: formatCountdown(summary.secondsLeft) })}`;
  return speed + left;
}

type ParcelProps = { readonly one: Delivery; readonly onCancel: () => void; readonly onRetry: () => void };

function Parcel({ one, onCancel, onRetry }: ParcelProps): ReactElement {
  const { t } = useTranslation(['intake', 'errors']);
  const percent = one.bytes === 0 ? 0 : Math.floor((one.sentBytes / one.bytes) * 100);
  const error = one.error === null ? null : fromWire(one.error);
  return (
    <li data-state={one.state}>
      <div className={styles['parcelHead']}>
        <span title={one.path}>{one.name}</span>
        <span className={styles['soft']}>{one.state === 'sending' ? t('percent', { percent }) : t(`delivery.state.${one.state}`)}</span>
        {one.state === 'failed' ? <Button size="small" aria-label={t('delivery.retryOne', { name: one.name })} onClick={onRetry}>{t('delivery.retry')}</Button> : null}
        <Button size="small" type="text" aria-label={t('delivery.cancelOne', { name: one.name })} onClick={onCancel}>{t('delivery.cancel')}</Button>
      </div>
      {error ? <p className={styles['problem']}>{t(error.code, { ns: 'errors', ...error.params })}</p> : null}
    </li>
  );
}
