import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { LogLink } from '../../ui/place.ts';
import { RecordList } from '../../ui/record-list.tsx';
import { useAuditColumns } from './audit-columns.tsx';
import { AuditFilterBar, searchFieldId } from './audit-filter-bar.tsx';
import { filterOf, isFiltering, noFilter } from './audit-filter.ts';
import styles from './audit-screen.module.css';
import { EventDrawer } from './event-drawer.tsx';
import { useEventList } from './use-event-list.ts';

/** What happened, newest first: narrow it above, open one row for everything that was recorded. */
export function AuditScreen({ link }: { readonly link: LogLink | undefined }): ReactElement {
  const { t } = useTranslation('oversight');
  const columns = useAuditColumns();
  const list = useEventList(link === undefined ? noFilter : filterOf(link));
  const [openSequence, setOpenSequence] = useState<number | null>(null);
  const { rows, current } = list;
  const openCurrent = (): void => { setOpenSequence(rows[current]?.sequence ?? null); };
  useKeys(t('title'), [
    { keys: ['/', 'Ctrl+F'], label: t('keys.search'), run: () => document.getElementById(searchFieldId)?.focus() },
    { keys: ['Escape'], label: t('keys.clear'), run: () => { list.narrow(noFilter); } },
    { keys: ['F5'], label: t('keys.refresh'), worksInFields: true, run: list.refresh },
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={<Button onClick={list.refresh}>{t('refresh')}</Button>}
        primary={<Button type="primary" disabled={rows.length === 0} onClick={openCurrent}>{t('open')}</Button>}
      />
      <AuditFilterBar filter={list.filter} onFilterChange={list.narrow} />
      <div className={styles['body']}>
        <RecordList
          label={t('table')}
          list={list}
          columns={columns}
          keyOf={({ sequence }) => String(sequence)}
          onOpen={({ sequence }) => { setOpenSequence(sequence); }}
          empty={<NothingToShow isFiltered={isFiltering(list.filter)} />}
        />
      </div>
      <EventDrawer sequence={openSequence} onShow={setOpenSequence} onClose={() => { setOpenSequence(null); }} />
    </>
  );
}

function NothingToShow({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const { t } = useTranslation('oversight');
  return isFiltered ? (
    <EmptyState title={t('noMatch.title')}>{t('noMatch.lesson')}</EmptyState>
  ) : (
    <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState>
  );
}
