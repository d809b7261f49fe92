import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { BatchState, type Batch } from '#shared/domain/intake';
import { useHasRole } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { checkedShare } from './batch-account.ts';
import styles from './intake.module.css';
import { NewBatchDrawer } from './new-batch-drawer.tsx';
import { useAccountWords } from './use-account-words.ts';
import { useBatchList } from './use-batch-list.ts';

const panelId = 'batch-list';

/** 接收: what suppliers have delivered, batch by batch. */
export function BatchesScreen(): ReactElement {
  const { t } = useTranslation('intake');
  const list = useBatchList();
  const { rows, current } = list;
  const { goTo } = useNavigation();
  const mayReceive = useHasRole('archivist');
  const [isNew, setIsNew] = useState(false);
  const columns = useColumns();
  const open = (batch: Batch | undefined): void => { if (batch) goTo({ screen: 'batch', batchId: batch.id }); };
  const begin = (): void => { setIsNew(true); };
  useKeys(t('batches.title'), [
    ...(mayReceive ? [{ keys: ['N'], label: t('new.open'), run: begin }] : []),
  ]);
  return (
    <>
      <PageHeader
        title={t('batches.title')}
        lead={t('batches.lead')}
        actions={
          <>
            <Button onClick={() => { goTo({ screen: 'media' }); }}>{t('batches.media')}</Button>
            <Button onClick={() => { goTo({ screen: 'check-rules' }); }}>{t('batches.rules')}</Button>
          </>
        }
        primary={mayReceive ? <Button type="primary" onClick={begin}>{t('new.open')}</Button> : <Button type="primary" disabled={rows.length === 0} onClick={() => { open(rows[current]); }}>{t('batches.open')}</Button>}
      />
      <div className={styles['body']}>
        <div className={styles['bar']}>
          <Tabs label={t('batches.filter')} panelId={panelId} tabs={(['all', ...BatchState.options] as const).map(name => ({ name, label: t(`state.${name}`) }))} value={list.state} onChange={list.show} />
        </div>
        <RecordList
          label={t('batches.title')}
          list={list}
          columns={columns}
          keyOf={({ id }) => id}
          onOpen={open}
          panel={{ id: panelId, label: t(`state.${list.state}`) }}
          empty={<NoBatches isAll={list.state === 'all'} onBegin={mayReceive ? begin : null} />}
        />
      </div>
      <NewBatchDrawer isOpen={isNew} onDone={open} onClose={() => { setIsNew(false); }} />
    </>
  );
}

function NoBatches({ isAll, onBegin }: { readonly isAll: boolean; readonly onBegin: (() => void) | null }): ReactElement {
  const { t } = useTranslation('intake');
  if (!isAll) return <EmptyState title={t('batches.none')} />;
  return (
    <EmptyState title={t('batches.empty.title')} action={onBegin ? <Button onClick={onBegin}>{t('new.open')}</Button> : null}>
      <ol className={styles['steps']}>{t('batches.empty.steps').split('|').map(step => <li key={step}>{step}</li>)}</ol>
    </EmptyState>
  );
}

function useColumns(): readonly Column<Batch>[] {
  const { t } = useTranslation('intake');
  const accountOf = useAccountWords();
  const progressOf = (batch: Batch): string => {
    const share = checkedShare(batch.account);
    return share === null || batch.state !== 'open' ? '—' : t('percent', { percent: Math.floor(share * 100) });
  };
  return [
    { id: 'number', title: t('column.number'), width: '9em', render: ({ number }) => <strong>{number}</strong> },
    { id: 'supplier', title: t('column.supplier'), render: ({ supplier, kind }) => <span title={supplier}>{supplier}{kind === 'loose' ? <span className={styles['tag']}>{t('kind.loose')}</span> : null}</span> },
    { id: 'medium', title: t('column.medium'), width: '7.5em', isSpare: true, render: ({ mediumNumber }) => mediumNumber ?? t('noMedium') },
    { id: 'state', title: t('column.state'), width: '6em', render: batch => <span className={styles['state']} data-state={batch.state}>{t(batch.isPaused ? 'state.paused' : `state.${batch.state}`)}</span> },
    { id: 'progress', title: t('column.progress'), width: '4.5em', align: 'right', render: progressOf },
    { id: 'account', title: t('column.account'), width: '25em', render: batch => <span title={accountOf(batch)}>{accountOf(batch)}</span> },
    { id: 'createdAt', title: t('column.createdAt'), width: '7em', isSpare: true, render: ({ createdAt }) => formatDateTime(createdAt).slice(0, 10) },
  ];
}
