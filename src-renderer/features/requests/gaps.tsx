import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listGaps, type ApplicationForm } from './application-form.ts';
import styles from './apply-screen.module.css';

/** Beside the button, why it cannot be pressed yet. */
export function Gaps({ form }: { readonly form: ApplicationForm }): ReactElement {
  const { t } = useTranslation('requests');
  const gaps = listGaps(form).map(gap => t(`apply.gap.${gap}`));
  return (
    <p className={styles['gaps']} role="status">
      {gaps.length === 0 ? t('apply.gap.ready') : t('apply.gap.label', { gaps: gaps.join(t('apply.gap.separator')) })}
    </p>
  );
}
