import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trace } from '#shared/domain/trace';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { useListPosition } from '../../ui/list-position.ts';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import styles from './tracing.module.css';

/** Every attempt stays, also one that named nobody. */
export function TraceHistory(): ReactElement | null {
  const { t } = useTranslation('tracing');
  const position = useListPosition();
  const list = answerOf(useDesktopQuery('traces.list', { page: position.page }, { keepPrevious: true }), position);
  const columns: readonly Column<Trace>[] = [
    { id: 'at', title: t('history.at'), width: '150px', render: ({ at }) => formatDateTime(at) },
    { id: 'auditor', title: t('history.auditor'), width: '110px', render: ({ auditorName }) => auditorName },
    { id: 'file', title: t('answer.file'), width: '24%', render: ({ fileName }) => fileName },
    { id: 'method', title: t('answer.method'), width: '130px', render: ({ method }) => t(`method.${method}`) },
    { id: 'outcome', title: t('history.outcome'), render: ({ outcome, named }) => (named.length > 0 ? named.map(({ readerName, object }) => `${readerName} ${object}`).join('；') : t(`outcome.${outcome}`, { count: 0 })) },
  ];
  if (list.isReady && list.total === 0) return null;
  return (
    <section className={styles['history']} aria-label={t('history.title')}>
      <h2>{t('history.title')}</h2>
      <RecordList label={t('history.title')} list={list} columns={columns} keyOf={({ id }) => id} empty={null} />
    </section>
  );
}
