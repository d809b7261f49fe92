import { Button, type InputRef } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { PersonId } from '#shared/domain/ids';
import { formatPartialDate } from '#shared/domain/partial-date';
import type { PersonSummary } from '#shared/domain/person';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useDebounced } from '../../ui/debounced.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeptState } from '../../ui/kept-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { PersonDrawer } from './person-drawer.tsx';
import { RosterFilters } from './roster-filters.tsx';
import { hasFilters, openQuestion } from './roster-question.ts';
import styles from './roster.module.css';

const searchRestMs = 120;

export function RosterScreen(): ReactElement {
  const { t } = useTranslation('roster');
  const [question, setQuestion] = useKeptState('roster.question', openQuestion);
  const [current, setCurrent] = useKeptState('roster.current', 0);
  const [openId, setOpenId] = useState<PersonId | null>(null);
  const box = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const rested = useDebounced(question, searchRestMs);
  const search = useDesktopQuery('people.search', rested, { keepPrevious: true });
  const rows = search.data?.items ?? [];
  const columns = useRosterColumns();

  const ask = (next: typeof question): void => {
    setQuestion(next);
    setCurrent(0);
  };
  const open = (person: PersonSummary | undefined): void => {
    if (person) setOpenId(person.id);
  };
  const focusList = (): void => {
    list.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
  };
  const turnPage = (by: 1 | -1): void => {
    const last = Math.max(1, Math.ceil((search.data?.total ?? 0) / pageSize));
    const page = Math.min(last, Math.max(1, question.page + by));
    if (page !== question.page) ask({ ...question, page });
  };
  useKeys(t('title'), [
    { keys: ['/'], label: t('keys.search'), run: () => box.current?.focus({ cursor: 'all' }) },
    { keys: ['PageDown'], label: t('keys.nextPage'), worksInFields: true, run: () => { turnPage(1); } },
    { keys: ['PageUp'], label: t('keys.previousPage'), worksInFields: true, run: () => { turnPage(-1); } },
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        primary={
          <Button type="primary" disabled={rows.length === 0} onClick={() => { open(rows[current]); }}>
            {t('open')}
          </Button>
        }
      />
      <div className={styles['body']}>
        <RosterFilters question={question} onChange={ask} box={box} onDown={focusList} />
        <ErrorNotice error={search.error} onRetry={() => void search.refetch()} />
        <div className={styles['list']} ref={list}>
          <RecordTable
            label={t('title')}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            current={Math.min(current, Math.max(0, rows.length - 1))}
            onCurrentChange={setCurrent}
            onOpen={open}
            isStale={search.isPlaceholderData}
          />
          {search.data && rows.length === 0 ? <NobodyFound isAsked={question.query !== '' || hasFilters(question)} /> : null}
        </div>
        <Pager
          page={question.page}
          total={search.data?.total ?? 0}
          pageSize={pageSize}
          totalLimit={totalLimit}
          onPageChange={page => { ask({ ...question, page }); }}
        />
      </div>
      <PersonDrawer id={openId} onClose={() => { setOpenId(null); }} />
    </>
  );
}

function NobodyFound({ isAsked }: { readonly isAsked: boolean }): ReactElement {
  const { t } = useTranslation('roster');
  return isAsked ? <EmptyState title={t('none.title')}>{t('none.lesson')}</EmptyState> : <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState>;
}

function useRosterColumns(): readonly Column<PersonSummary>[] {
  const { t } = useTranslation('roster');
  return [
    { id: 'name', title: t('column.name'), width: '9.5em', render: ({ name }) => <strong className={styles['name']} title={name}>{name}</strong> },
    { id: 'gender', title: t('column.gender'), width: '4em', isSpare: true, render: ({ gender }) => t(`gender.${gender}`) },
    { id: 'born', title: t('column.born'), width: '7em', render: ({ bornOn }) => formatPartialDate(bornOn).slice(0, 7) },
    { id: 'unit', title: t('column.unit'), render: ({ unitName, post }) => <span title={`${unitName} ${post}`}>{unitName} <span className={styles['soft']}>{post}</span></span> },
    { id: 'id', title: t('column.idNumber'), width: '12em', render: ({ maskedIdNumber }) => maskedIdNumber },
    { id: 'archive', title: t('column.archiveNumber'), width: '8.5em', isSpare: true, render: ({ archiveNumber }) => archiveNumber },
    { id: 'status', title: t('column.status'), width: '5.5em', render: ({ status }) => t(`status.${status}`) },
    { id: 'volumes', title: t('column.volumes'), width: '5em', align: 'right', render: ({ volumeCount }) => (volumeCount === 0 ? t('noVolume') : t('volumeCount', { total: volumeCount })) },
  ];
}
