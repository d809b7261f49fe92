import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '#shared/domain/finding';
import type { DeliveryComparison } from '#shared/domain/intake';
import { useFindingWords } from './finding-words.ts';
import styles from './package-screen.module.css';

/** What this delivery changed against the one that was returned: mended, new, still as it was; and pages that are gone. */
export function ComparisonPanel({ comparison }: { readonly comparison: DeliveryComparison }): ReactElement {
  const { t } = useTranslation('intake');
  const { batchNumber, mended, added, remaining, missingPages } = comparison;
  return (
    <div className={styles['comparison']} tabIndex={0} role="group" aria-label={t('comparison.title', { batchNumber })}>
      <p>{t('comparison.title', { batchNumber })}</p>
      {missingPages > 0 ? <p className={styles['warning']}>{t('comparison.missingPages', { count: missingPages })}</p> : null}
      <Kind kind="added" findings={added} />
      <section className={styles['kind']}>
        <h2 data-kind="remaining">{t('comparison.remaining', { count: remaining })}</h2>
        <p className={styles['soft']}>{t('comparison.remainingLesson')}</p>
      </section>
      <Kind kind="mended" findings={mended} />
    </div>
  );
}

function Kind({ kind, findings }: { readonly kind: 'added' | 'mended'; readonly findings: readonly Finding[] }): ReactElement {
  const { t } = useTranslation('intake');
  const { titleOf, sentenceOf, placeOf } = useFindingWords();
  return (
    <section className={styles['kind']}>
      <h2 data-kind={kind}>{t(`comparison.${kind}`, { count: findings.length })}</h2>
      <ul>
        {findings.map((finding, index) => (
          // Findings of an earlier delivery have no id of their own, and the list never changes.
          <li key={`${String(index)} ${finding.rule}`}>
            <strong>{placeOf(finding.place)}</strong> {titleOf(finding.rule)}
            <p className={styles['soft']}>{sentenceOf(finding)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
