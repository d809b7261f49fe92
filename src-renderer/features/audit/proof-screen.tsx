import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogStorage } from '#shared/domain/oversight';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime, formatDateTimeSeconds } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import styles from './audit-screen.module.css';
import { KeptLog } from './kept-log.tsx';
import { formatBytes, fullOn } from './storage-words.ts';

const refetchMs = 30_000;

/** How much room the log has, and what proves that it is whole. */
export function ProofScreen(): ReactElement {
  const { t } = useTranslation('oversight');
  const answer = useDesktopQuery('audit.storage', {}, { refetchMs });
  return (
    <>
      <PageHeader title={t('proof.title')} lead={t('proof.lead')} actions={<Button onClick={() => void answer.refetch()}>{t('proof.refresh')}</Button>} />
      <div className={styles['list']} tabIndex={0} role="group" aria-label={t('proof.title')}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.data ? (
          <div className={styles['proof']}>
            <Checkpoint storage={answer.data} />
            <div className={styles['column']}>
              <Storage storage={answer.data} />
              <KeptLog />
            </div>
          </div>
        ) : null}
      </div>
    </>
  );
}

function Checkpoint({ storage: { checkpoint, isBroken, events } }: { readonly storage: LogStorage }): ReactElement {
  const { t } = useTranslation('oversight');
  return (
    <section className={styles['sheet']} aria-label={t('proof.checkpoint')}>
      <h2 className={styles['actTitle']}>{t('proof.checkpoint')}</h2>
      {isBroken ? <p className={styles['notice']} role="alert">{t('proof.broken')}</p> : null}
      {checkpoint === null ? (
        <p className={styles['soft']}>{t('proof.noNote')}</p>
      ) : (
        <>
          <FactList
            facts={[
              { name: t('proof.size'), value: checkpoint.size },
              { name: t('proof.unsigned'), value: Math.max(0, events - checkpoint.size) },
              { name: t('proof.at'), value: formatDateTimeSeconds(checkpoint.at) },
            ]}
          />
          <h3 className={styles['heading']}>{t('proof.note')}</h3>
          <pre className={styles['note']}>{checkpoint.note}</pre>
          <p className={styles['soft']}>{t('proof.lesson')}</p>
        </>
      )}
    </section>
  );
}

function Storage({ storage }: { readonly storage: LogStorage }): ReactElement {
  const { t } = useTranslation('oversight');
  const { level, events, usedBytes, freeBytes, eventsPerDay, bytesPerEvent, oldestAt } = storage;
  const day = fullOn(storage, Date.now());
  const unknown = level === 'unknown' ? t('storage.unknown') : t('storage.never');
  return (
    <section className={styles['sheet']} aria-label={t('storage.title')}>
      <h2 className={styles['actTitle']}>{t('storage.title')}</h2>
      <p className={styles['level']} data-level={level} role="status">{t(`storage.level.${level}`)}</p>
      <FactList
        facts={[
          { name: t('storage.events'), value: events },
          { name: t('storage.used'), value: formatBytes(usedBytes) },
          { name: t('storage.free'), value: freeBytes === null ? t('storage.unknown') : formatBytes(freeBytes) },
          { name: t('storage.perDay'), value: t('storage.perDayValue', { events: Math.round(eventsPerDay), bytes: formatBytes(eventsPerDay * bytesPerEvent) }) },
          { name: t('storage.fullOn'), value: day === null ? unknown : formatDateTime(day).slice(0, 10) },
          { name: t('storage.oldest'), value: oldestAt === null ? null : formatDateTime(oldestAt) },
        ]}
      />
    </section>
  );
}
