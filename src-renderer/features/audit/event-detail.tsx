import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/domain/audit-event';
import { formatDateTimeSeconds } from '../../ui/date-time.ts';
import { useActName } from './act-name.ts';
import styles from './audit-screen.module.css';
import { ResultWord } from './result-word.tsx';

/** The current record with nothing cut off. Always of the same height. */
export function EventDetail({ event }: { readonly event: AuditEvent | undefined }): ReactElement {
  const { t } = useTranslation('audit');
  const nameAct = useActName();
  return (
    <section className={styles['detail']} aria-label={t('detail')} aria-live="polite">
      {event ? (
        <>
          <p>
            <strong>{t('sequence', { sequence: event.sequence })}</strong>
            <span>{formatDateTimeSeconds(event.at)}</span>
            <span>{[event.actorUnitName, event.actorName].filter(Boolean).join(' ')}</span>
            <span>{event.terminalName}</span>
          </p>
          <p>
            <strong>{nameAct(event.act)}</strong>
            <span>{event.object}</span>
            <ResultWord result={event.result} />
            <span className={styles['reason']}>{event.detail}</span>
          </p>
        </>
      ) : null}
    </section>
  );
}
