import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { KeptFaultReport } from '#shared/domain/scan-fault';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import styles from './faults.module.css';
import { ReportSheet } from './report-sheet.tsx';
import { useTroubleName } from './trouble-name.ts';

/** 扫描故障: what terminals have told of their scanners, for whoever looks after them. */
export function FaultsScreen(): ReactElement {
  const { t } = useTranslation('faults');
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const [openId, setOpenId] = useState<KeptFaultReport['id'] | null>(null);
  const columns = useColumns();
  const answer = useDesktopQuery('faults.list', { page }, { keepPrevious: true });
  const { items, total } = answer.data ?? { items: [], total: 0 };
  const open = items.find(({ id }) => id === openId);
  const at = Math.min(current, items.length - 1);
  const openRow = ({ id }: KeptFaultReport): void => { setOpenId(id); };
  useKeys(t('title'), [{ keys: ['F5'], label: t('refresh'), worksInFields: true, run: () => void answer.refetch() }]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        primary={<Button type="primary" disabled={items.length === 0} onClick={() => { const row = items[at]; if (row) openRow(row); }}>{t('open')}</Button>}
      />
      <div className={styles['list']} tabIndex={-1}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {items.length > 0 ? <RecordTable label={t('title')} columns={columns} rows={items} keyOf={({ id }) => id} current={at} onCurrentChange={setCurrent} onOpen={openRow} isStale={answer.isPlaceholderData} /> : null}
        {answer.isSuccess && items.length === 0 ? <EmptyState title={t('none.title')}>{t('none.lesson')}</EmptyState> : null}
      </div>
      {total > pageSize ? <div className={styles['foot']}><Pager page={page} total={total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={setPage} /></div> : null}
      <PanelDrawer isOpen={open !== undefined} title={t('report')} size={640} onClose={() => { setOpenId(null); }}>
        {open ? <div className={styles['sheet']}><ReportSheet report={open.report} facts={[{ name: t('reportedAt'), value: formatDateTime(open.reportedAt) }, { name: t('terminal'), value: open.terminalName }, { name: t('unit'), value: open.unitName }]} /></div> : null}
      </PanelDrawer>
    </>
  );
}

function useColumns(): readonly Column<KeptFaultReport>[] {
  const { t } = useTranslation('faults');
  const nameOf = useTroubleName();
  const nameOfLast = (troubles: KeptFaultReport['report']['troubles']): string => {
    const last = troubles.at(-1);
    return last ? nameOf(last.code) : t('noTrouble');
  };
  return [
    { id: 'at', title: t('reportedAt'), width: '168px', render: ({ reportedAt }) => formatDateTime(reportedAt) },
    { id: 'terminal', title: t('terminal'), width: '18%', render: ({ terminalName }) => terminalName },
    { id: 'unit', title: t('unit'), width: '18%', isSpare: true, render: ({ unitName }) => unitName },
    { id: 'scanner', title: t('scanner'), render: ({ report: { scanner } }) => (scanner ? `${scanner.vendor} ${scanner.model}` : t('noScanner')) },
    { id: 'trouble', title: t('trouble'), width: '24%', render: ({ report: { troubles } }) => nameOfLast(troubles) },
  ];
}
