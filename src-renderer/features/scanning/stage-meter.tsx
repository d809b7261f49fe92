import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagePace } from '#shared/domain/scan-fault';
import styles from './desk-line.module.css';

/** Pages a minute of each stage, and in plain words which one the stack waits for. */
export function StageMeter({ stages }: { readonly stages: readonly StagePace[] }): ReactElement | null {
  const { t } = useTranslation('scanning');
  if (stages.length === 0) return null;
  const slowest = stages.find(({ isBottleneck }) => isBottleneck);
  return (
    <dl className={styles['meter']} aria-label={t('meter.label')} title={slowest ? t(`meter.advice.${slowest.stage}`) : undefined}>
      {stages.map(({ stage, pagesPerMinute, isBottleneck }) => (
        <div key={stage} data-is-slowest={isBottleneck}>
          <dt>{t(`meter.stage.${stage}`)}</dt>
          <dd>{Math.round(pagesPerMinute)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('meter.unit')}</dt>
        <dd className={styles['slowest']}>{slowest ? t(`meter.slowest.${slowest.stage}`) : ''}</dd>
      </div>
    </dl>
  );
}
