import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delegation } from '#shared/domain/delegation';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { DelegationForm } from './delegation-form.tsx';
import styles from './delegations.module.css';

/** 委托: who decides while an approver is away, and for whom he himself decides. */
export function DelegationsScreen(): ReactElement {
  const { t } = useTranslation('delegations');
  const answer = useDesktopQuery('delegations.list', {});
  const rows = answer.data?.delegations ?? [];
  const [current, setCurrent] = useState(0);
  const [isGiving, setIsGiving] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const ending = useAct('delegations.end', () => { setSentence(t('ended')); });
  const columns = useColumns(id => { ending.mutate({ id }); });
  const give = (): void => {
    setSentence(null);
    setIsGiving(true);
  };
  useKeys(t('title'), [{ keys: ['N'], label: t('give'), run: give }]);
  return (
    <>
      <PageHeader title={t('title')} lead={<span role="status">{sentence ?? t('lead')}</span>} primary={<Button type="primary" onClick={give}>{t('give')}</Button>} />
      <div className={styles['body']}>
        <ErrorNotice error={answer.error ?? ending.error} onRetry={() => void answer.refetch()} />
        <div className={styles['list']}>
          {rows.length > 0 ? <RecordTable label={t('title')} columns={columns} rows={rows} keyOf={({ id }) => id} current={current} onCurrentChange={setCurrent} /> : null}
          {answer.data && rows.length === 0 ? <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState> : null}
        </div>
      </div>
      <PanelDrawer isOpen={isGiving} size={560} title={t('title')} onClose={() => { setIsGiving(false); }}>
        <DelegationForm
          onDone={said => {
            setSentence(said);
            setIsGiving(false);
          }}
        />
      </PanelDrawer>
    </>
  );
}

function useColumns(onEnd: (id: string) => void): readonly Column<Delegation>[] {
  const { t } = useTranslation('delegations');
  return [
    { id: 'from', title: t('column.from'), render: ({ fromName, fromUnitName }) => <><strong>{fromName}</strong> <span className={styles['faint']}>{fromUnitName}</span></> },
    { id: 'to', title: t('column.to'), render: ({ toName, toUnitName }) => <><strong>{toName}</strong> <span className={styles['faint']}>{toUnitName}</span></> },
    { id: 'period', title: t('column.period'), width: '300px', render: ({ startsAt, endsAt }) => `${formatDateTime(startsAt)} — ${formatDateTime(endsAt)}` },
    { id: 'reason', title: t('column.reason'), isSpare: true, render: ({ reason }) => reason },
    { id: 'state', title: t('column.state'), width: '88px', render: ({ state }) => t(`state.${state}`) },
    {
      id: 'end',
      title: t('column.end'),
      width: '88px',
      render: ({ id, isMine, state }) => (isMine && (state === 'running' || state === 'coming') ? <Button size="small" onClick={() => { onEnd(id); }}>{t('end')}</Button> : null),
    },
  ];
}
