import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/domain/audit-event';
import styles from './audit-screen.module.css';

/** A word and a shape, never a colour alone. */
export function ResultWord({ result }: { readonly result: AuditEvent['result'] }): ReactElement {
  const { t } = useTranslation('audit');
  return (
    <span className={result === 'done' ? styles['done'] : styles['notDone']} data-result={result}>
      {t(`result.${result}`)}
    </span>
  );
}
