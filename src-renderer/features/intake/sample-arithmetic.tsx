import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleState } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import styles from './sampling.module.css';
import { weigh } from './sampling.ts';

/** Both sums as they would be done on paper, and what follows from them. */
export function SampleArithmetic({ sample }: { readonly sample: Omit<SampleState, 'isPassed'> }): ReactElement {
  const { t } = useTranslation('intake');
  const policy = useDesktopQuery('intake.getPolicy', {});
  const minShare = policy.data?.policy.minQualityShare ?? 0.95;
  const sums = weigh(sample, minShare);
  const percent = (part: number): string => (sums.judged === 0 ? '—' : t('percent', { percent: (Math.floor((part / sums.judged) * 1000) / 10).toString() }));
  // Passed is passed only when everything has been judged; failed is failed at once.
  const settled = (isPassed: boolean): boolean | undefined => (isPassed && sums.judged < sums.drawn ? undefined : isPassed);
  const lines = [
    { id: 'place', name: t('sampling.place'), count: sums.right, asked: t('sampling.placeAsked'), isPassed: settled(sums.isPlacePassed) },
    { id: 'quality', name: t('sampling.quality'), count: sums.good, asked: t('sampling.qualityAsked', { percent: Math.round(minShare * 100), needed: sums.neededGood, drawn: sums.drawn }), isPassed: settled(sums.isQualityPassed) },
  ];
  return (
    <dl className={styles['sums']}>
      {lines.map(({ id, name, count, asked, isPassed }) => (
        <div key={id} data-passed={isPassed}>
          <dt>{name}</dt>
          <dd>
            <strong>{t('sampling.of', { count, judged: sums.judged })}</strong> {t('sampling.equals', { percent: percent(count) })}
            <span className={styles['soft']}>{asked}</span>
          </dd>
        </div>
      ))}
      <div data-passed={sums.isPassed === null ? undefined : sums.isPassed}>
        <dt>{t('sampling.verdict')}</dt>
        <dd>
          <strong role="status">{t(sums.isPassed === null ? 'sampling.open' : sums.isPassed ? 'sampling.passed' : 'sampling.failed', { left: sums.drawn - sums.judged })}</strong>
        </dd>
      </div>
    </dl>
  );
}
