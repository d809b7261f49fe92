import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Circle } from '#shared/domain/circle';
import { useDesktopQuery } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { CircleSheet } from './circle-sheet.tsx';
import styles from './circles.module.css';
import { NewCircleForm } from './new-circle-form.tsx';

/** 保密范围: the security officer keeps who belongs to each; what they ask for he never sees. */
export function CirclesScreen(): ReactElement {
  const { t } = useTranslation('circles');
  const answer = useDesktopQuery('circles.list', {});
  const rows = answer.data?.circles ?? [];
  const [current, setCurrent] = useState(0);
  const [openId, setOpenId] = useState<string | null>(null);
  const [isCreating, setIsCreating] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const columns = useColumns();
  const open = rows.find(({ id }) => id === openId);
  const finish = (said: string): void => {
    setSentence(said);
    setOpenId(null);
    setIsCreating(false);
  };
  const create = (): void => {
    setSentence(null);
    setIsCreating(true);
  };
  useKeys(t('title'), [{ keys: ['N'], label: t('create.open'), run: create }]);
  return (
    <>
      <PageHeader title={t('title')} lead={<span role="status">{sentence ?? t('lead')}</span>} primary={<Button type="primary" onClick={create}>{t('create.open')}</Button>} />
      <div className={styles['body']}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        <div className={styles['list']} tabIndex={-1}>
          {rows.length > 0 ? (
            <RecordTable
              label={t('title')}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              current={Math.min(current, rows.length - 1)}
              onCurrentChange={setCurrent}
              onOpen={({ id }) => { setOpenId(id); }}
            />
          ) : null}
          {answer.data && rows.length === 0 ? <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState> : null}
        </div>
      </div>
      <PanelDrawer isOpen={open !== undefined} size={680} title={t('detail.title')} onClose={() => { setOpenId(null); }}>
        {open ? <CircleSheet circle={open} onDone={finish} /> : null}
      </PanelDrawer>
      <PanelDrawer isOpen={isCreating} size={680} title={t('detail.title')} onClose={() => { setIsCreating(false); }}>
        <NewCircleForm onDone={finish} />
      </PanelDrawer>
    </>
  );
}

function useColumns(): readonly Column<Circle>[] {
  const { t } = useTranslation('circles');
  return [
    { id: 'name', title: t('column.name'), width: '28%', render: ({ name }) => <strong>{name}</strong> },
    { id: 'code', title: t('column.code'), width: '6em', render: ({ code }) => code },
    { id: 'members', title: t('column.members'), render: ({ members }) => (members.length === 0 ? t('nobody') : members.map(({ displayName }) => displayName).join(t('members.separator'))) },
    { id: 'total', title: t('column.total'), width: '6em', align: 'right', isSpare: true, render: ({ members }) => members.length },
    { id: 'state', title: t('column.state'), width: '7em', render: ({ isOpen }) => t(isOpen ? 'state.open' : 'state.closed') },
  ];
}
