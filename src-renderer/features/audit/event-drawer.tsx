import { Button, Drawer } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/domain/audit-event';
import type { AuditEventDetail } from '#shared/domain/oversight';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTimeSeconds } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { useActName } from './act-name.ts';
import styles from './audit-screen.module.css';
import { describeDetail } from './detail-words.ts';
import { EventChanges } from './event-changes.tsx';
import { ResultWord } from './result-word.tsx';

type Props = { readonly sequence: number | null; readonly onShow: (sequence: number) => void; readonly onClose: () => void };

/** One row in full, what it changed, and what stood before and after it. Escape closes; Alt with an arrow goes along the log. */
export function EventDrawer({ sequence, onShow, onClose }: Props): ReactElement {
  const { t } = useTranslation('oversight');
  const answer = useDesktopQuery('audit.get', { sequence: sequence ?? 1 }, { isEnabled: sequence !== null, keepPrevious: true });
  const go = (by: number): void => {
    const next = (sequence ?? 0) + by;
    if (answer.data?.neighbours.some(neighbour => neighbour.sequence === next)) onShow(next);
  };
  useKeys(t('detail.title'), [
    { keys: ['Alt+ArrowUp'], label: t('detail.next'), run: () => { go(1); } },
    { keys: ['Alt+ArrowDown'], label: t('detail.previous'), run: () => { go(-1); } },
  ], { isInDialog: true, isActive: sequence !== null });
  return (
    <Drawer
      open={sequence !== null}
      size={680}
      title={sequence === null ? '' : t('detail.sequence', { sequence })}
      extra={<><Button onClick={() => { go(-1); }}>{t('detail.previous')}</Button> <Button onClick={() => { go(1); }}>{t('detail.next')}</Button></>}
      onClose={onClose}
      destroyOnHidden
    >
      <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} alwaysRetry />
      {answer.data && sequence !== null ? <EventSheet event={answer.data.event} neighbours={answer.data.neighbours} onShow={onShow} /> : null}
    </Drawer>
  );
}

type SheetProps = { readonly event: AuditEventDetail; readonly neighbours: readonly AuditEvent[]; readonly onShow: (sequence: number) => void };

function EventSheet({ event, neighbours, onShow }: SheetProps): ReactElement {
  const { t } = useTranslation('oversight');
  const nameAct = useActName();
  return (
    <div className={styles['sheet']}>
      <h2 className={styles['actTitle']}>
        {nameAct(event.act)} <ResultWord result={event.result} />
      </h2>
      <FactList
        facts={[
          { name: t('column.at'), value: formatDateTimeSeconds(event.at) },
          { name: t('column.actor'), value: event.actorName },
          { name: t('column.unit'), value: event.actorUnitName },
          { name: t('column.terminal'), value: event.terminalName },
          { name: t('column.object'), value: event.object },
          { name: t('detail.archiveNumber'), value: event.archiveNumber },
          { name: t('detail.detail'), value: describeDetail(t, event) },
          { name: t('detail.hash'), value: <span className={styles['hash']}>{event.hash}</span> },
        ]}
      />
      <EventChanges changes={event.changes} />
      <h3 className={styles['heading']}>{t('detail.neighbours')}</h3>
      <Neighbours rows={[...neighbours, event].sort((a, b) => b.sequence - a.sequence)} current={event.sequence} onShow={onShow} />
    </div>
  );
}

function Neighbours({ rows, current, onShow }: { readonly rows: readonly AuditEvent[]; readonly current: number; readonly onShow: (sequence: number) => void }): ReactElement {
  const nameAct = useActName();
  return (
    <ul className={styles['neighbours']}>
      {rows.map(({ sequence, at, actorName, actorUnitName, act, object }) => (
        <li key={sequence}>
          <button type="button" className={styles['neighbour']} aria-current={sequence === current ? 'true' : undefined} onClick={() => { onShow(sequence); }}>
            <span>{sequence}</span>
            <span>{formatDateTimeSeconds(at)}</span>
            <span>{[actorName || actorUnitName, nameAct(act), object].filter(Boolean).join('　')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
