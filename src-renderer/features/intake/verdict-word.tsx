import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageSummary } from '#shared/domain/intake';
import styles from './intake.module.css';

/** 合格, 需人工确认, 不合格; where it is when that is not known yet, or decided long since. */
export function VerdictWord({ of }: { readonly of: Pick<PackageSummary, 'state' | 'verdict'> }): ReactElement {
  const { t } = useTranslation('intake');
  const isChecked = of.state === 'checked' && of.verdict !== null;
  return <span className={styles['verdict']} data-verdict={isChecked ? of.verdict : of.state}>{isChecked && of.verdict !== null ? t(`verdict.${of.verdict}`) : t(`packageState.${of.state}`)}</span>;
}
