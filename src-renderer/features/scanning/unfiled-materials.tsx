import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { Draft } from '#shared/domain/scanning';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import styles from './scanning-desk.module.css';

/** Half-scanned materials of this person at this terminal, newest first, to take up again. */
export function UnfiledMaterials(): ReactElement {
  const { t } = useTranslation('scanning');
  const { goTo } = useNavigation();
  const [current, setCurrent] = useState(0);
  const columns = useColumns();
  const answer = useDesktopQuery('drafts.list', {});
  const drafts = (answer.data?.drafts ?? []).filter(hasContent).toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const open = ({ id, volumeId, personId, personName }: Draft): void => {
    goTo({ screen: 'scanning', draftId: id, volumeId, personId, personName });
  };
  const chosen = drafts[current];
  const toRoster = (): void => {
    goTo({ screen: 'roster' });
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={chosen ? <Button onClick={toRoster}>{t('unfiled.choosePerson')}</Button> : null}
        primary={
          chosen ? (
            <Button type="primary" onClick={() => { open(chosen); }}>{t('unfiled.open')}</Button>
          ) : (
            <Button type="primary" onClick={toRoster}>{t('unfiled.choosePerson')}</Button>
          )
        }
      />
      <div className={styles['unfiled']}>
        <ErrorNotice error={answer.error} alwaysRetry onRetry={() => void answer.refetch()} />
        {chosen ? (
          <RecordTable
            label={t('unfiled.table')}
            columns={columns}
            rows={drafts}
            keyOf={({ id }) => id}
            current={current}
            onCurrentChange={setCurrent}
            onOpen={open}
          />
        ) : null}
        {answer.isSuccess && !chosen ? <EmptyState title={t('unfiled.empty.title')}>{t('unfiled.empty.lesson')}</EmptyState> : null}
      </div>
    </>
  );
}

/** A desk that was only looked at leaves an empty material behind: nothing to take up. */
function hasContent({ pages, removedPages, row }: Draft): boolean {
  return pages.length + removedPages.length > 0 || row.name !== undefined;
}

function useColumns(): readonly Column<Draft>[] {
  const { t } = useTranslation('scanning');
  return [
    { id: 'person', title: t('unfiled.column.person'), width: '140px', render: ({ personName }) => <strong>{personName}</strong> },
    { id: 'material', title: t('unfiled.column.material'), render: ({ row }) => row.name ?? t('unfiled.unnamed') },
    {
      id: 'class',
      title: t('unfiled.column.class'),
      width: '120px',
      render: ({ row }) => (row.classCode === undefined || row.sequence === undefined ? t('unfiled.noClass') : formatMaterialNumber(row.classCode, row.sequence)),
    },
    { id: 'pages', title: t('unfiled.column.pages'), width: '200px', render: draft => <Images draft={draft} /> },
    { id: 'state', title: t('unfiled.column.state'), width: '120px', render: ({ state }) => t(`unfiled.state.${state}`) },
    { id: 'updatedAt', title: t('unfiled.column.updatedAt'), width: '180px', render: ({ updatedAt }) => formatDateTime(updatedAt) },
  ];
}

function Images({ draft }: { readonly draft: Draft }): string {
  const { t } = useTranslation('scanning');
  const words = [t('unfiled.pages', { count: draft.pages.length })];
  if (draft.removedPages.length > 0) words.push(t('unfiled.removed', { count: draft.removedPages.length }));
  return words.join('　');
}
