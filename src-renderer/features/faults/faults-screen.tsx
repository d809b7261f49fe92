import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptFaultReport } from '#shared/domain/scan-fault';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { useListPosition } from '../../ui/list-position.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import styles from './faults.module.css';
import { ReportSheet } from './report-sheet.tsx';
import { useTroubleName } from './trouble-name.ts';

/** 扫描故障: what terminals have told of their scanners, for whoever looks after them. */
export function FaultsScreen(): ReactElement {
  const { t } = useTranslation('faults');
  const position = useListPosition();
  const [openId, setOpenId] = useState<KeptFaultReport['id'] | null>(null);
  const columns = useColumns();
  const list = answerOf(useDesktopQuery('faults.list', { page: position.page }, { keepPrevious: true }), position);
  const { rows, current } = list;
  const open = rows.find(({ id }) => id === openId);
  const openRow = ({ id }: KeptFaultReport): void => { setOpenId(id); };
  useKeys(t('title'), [{ keys: ['F5'], label: t('refresh'), worksInFields: true, run: list.refresh }]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        primary={<Button type="primary" disabled={rows.length === 0} onClick={() => { const row = rows[current]; if (row) openRow(row); }}>{t('open')}</Button>}
      />
      <div className={styles['body']}>
        <RecordList label={t('title')} list={list} columns={columns} keyOf={({ id }) => id} onOpen={openRow} empty={<EmptyState title={t('none.title')}>{t('none.lesson')}</EmptyState>} />
      </div>
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
