import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageFinding, PackageReport } from '#shared/domain/intake';
import { verdictWith } from './finding-groups.ts';
import { useFindingWords } from './finding-words.ts';
import styles from './package-screen.module.css';

/** Each finding before → after, and what that makes of the package's verdict. */
export function OverrideTable({ report, findings }: { readonly report: PackageReport; readonly findings: readonly PackageFinding[] }): ReactElement {
  const { t } = useTranslation('intake');
  const { placeOf, sentenceOf } = useFindingWords();
  const ids = findings.map(({ id }) => id);
  return (
    <>
      <ul className={styles['changes']} tabIndex={0} aria-label={t('override.changes')}>
        {findings.map(finding => (
          <li key={finding.id}>
            <strong>{placeOf(finding.place)}</strong>
            <span>{sentenceOf(finding)}</span>
            <span>{t(`severity.${finding.severity}`)} → <b>{t('override.through')}</b></span>
          </li>
        ))}
      </ul>
      <p>{t('override.verdict', { before: t(`verdict.${verdictWith(report.findings)}`), after: t(`verdict.${verdictWith(report.findings, ids)}`) })}</p>
    </>
  );
}
