import { Button } from 'antd';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { useDesktopQuery } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { useAuditColumns } from './audit-columns.tsx';
import { AuditFilterBar, searchFieldId } from './audit-filter-bar.tsx';
import { isFiltering, noFilter, toQuery, type AuditFilter } from './audit-filter.ts';
import styles from './audit-screen.module.css';
import { EventDetail } from './event-detail.tsx';

/** What happened, newest first: filters above, one record in full below. */
export function AuditScreen(): ReactElement {
  const { t } = useTranslation('audit');
  const columns = useAuditColumns();
  const [filter, setFilter] = useState(noFilter);
  const [round, setRound] = useState(0);
  const [page, setPage] = useState(1);
  const [current, setCurrent] = useState(0);
  const asked = useDeferredValue(filter);
  const events = useDesktopQuery('audit.list', { ...toQuery(asked), page }, { keepPrevious: true });
  const items = events.data?.items ?? [];
  const total = events.data?.total ?? 0;

  const goTo = (next: number): void => {
    if (next < 1 || next > Math.max(1, Math.ceil(total / pageSize))) return;
    setPage(next);
    setCurrent(0);
  };
  const change = (next: AuditFilter): void => {
    setFilter(next);
    setPage(1);
    setCurrent(0);
  };
  const clear = (): void => {
    change(noFilter);
    setRound(round + 1);
  };
  const refresh = (): void => {
    void events.refetch();
  };
  useKeys(t('keys.group'), [
    { keys: ['/', 'Ctrl+F'], label: t('keys.search'), run: () => document.getElementById(searchFieldId)?.focus() },
    { keys: ['Escape'], label: t('keys.clear'), run: clear },
    { keys: ['PageDown'], label: t('keys.next'), run: () => { goTo(page + 1); } },
    { keys: ['PageUp'], label: t('keys.previous'), run: () => { goTo(page - 1); } },
    { keys: ['F5'], label: t('keys.refresh'), worksInFields: true, run: refresh },
  ]);

  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} primary={<Button type="primary" onClick={refresh}>{t('refresh')}</Button>} />
      <AuditFilterBar filter={filter} round={round} onFilterChange={change} onClear={clear} />
      <div className={styles['list']} tabIndex={-1}>
        <ErrorNotice error={events.error} onRetry={refresh} />
        {items.length > 0 ? (
          <RecordTable
            label={t('table')}
            columns={columns}
            rows={items}
            keyOf={({ sequence }) => String(sequence)}
            current={current}
            onCurrentChange={setCurrent}
            onOpen={() => undefined}
            isStale={events.isPlaceholderData}
          />
        ) : null}
        {events.isSuccess && items.length === 0 ? <NothingToShow isFiltered={isFiltering(asked)} /> : null}
      </div>
      <EventDetail event={items[current]} />
      <div className={styles['foot']}>
        <Pager page={page} total={total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={goTo} />
      </div>
    </>
  );
}

function NothingToShow({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const { t } = useTranslation('audit');
  return isFiltered ? (
    <EmptyState title={t('noMatch.title')}>{t('noMatch.lesson')}</EmptyState>
  ) : (
    <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState>
  );
}
