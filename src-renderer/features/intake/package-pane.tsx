import { Input, type InputRef } from 'antd';
import { useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { PackageVerdict } from '#shared/domain/finding';
import type { Batch, PackageSummary } from '#shared/domain/intake';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { Pager } from '../../ui/pager.tsx';
import { useNavigation } from '../../ui/place.ts';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { isDecided } from './batch-account.ts';
import styles from './batch-screen.module.css';
import { CheckingLine } from './checking-line.tsx';
import { DefectSheets } from './defect-sheets.tsx';
import { usePackages } from './use-packages.ts';
import { VerdictWord } from './verdict-word.tsx';

const panelId = 'package-list';
const countOf = { all: 'offered', clean: 'clean', 'needs-review': 'needsReview', defective: 'defective' } as const;

/** Every package of the batch with its verdict; the faulty ones by one click. */
export function PackagePane({ batch, refetchMs }: { readonly batch: Batch; readonly refetchMs: number }): ReactElement {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  const list = usePackages(batch.id, refetchMs);
  const box = useRef<InputRef>(null);
  const columns = usePackageColumns();
  const isNarrowed = list.verdict !== 'all' || list.query.trim() !== '';
  // The list and the account are asked one after the other: a first package in the account alone is on its way.
  const isNone = list.isReady && list.rows.length === 0 && (isNarrowed || batch.account.offered === 0);
  // The account counts verdicts only of what is not decided yet.
  const labelOf = (name: PackageVerdict | 'all'): string => (name !== 'all' && isDecided(batch) ? t(`verdict.${name}`) : t(`tab.${name}`, { count: batch.account[countOf[name]] }));
  useKeys(t('packages.title'), [
    { keys: ['/'], label: t('keys.search'), run: () => box.current?.focus({ cursor: 'all' }) },
    { keys: ['PageDown'], label: t('keys.nextPage'), worksInFields: true, run: () => { list.turnTo(list.page + 1); } },
    { keys: ['PageUp'], label: t('keys.previousPage'), worksInFields: true, run: () => { list.turnTo(list.page - 1); } },
  ]);
  return (
    <section className={styles['packages']} aria-label={t('packages.title')}>
      <CheckingLine batch={batch} />
      <div className={styles['bar']}>
        <Tabs
          label={t('packages.filter')}
          panelId={panelId}
          tabs={(['all', ...PackageVerdict.options] as const).map(name => ({ name, label: labelOf(name) }))}
          value={list.verdict}
          onChange={verdict => { list.narrow({ verdict }); }}
        />
        <Input ref={box} className={styles['search'] ?? ''} aria-label={t('packages.search')} placeholder={t('packages.search')} allowClear maxLength={60} value={list.query} onChange={event => { list.narrow({ query: event.target.value }); }} />
      </div>
      <ErrorNotice error={list.error} onRetry={list.refresh} />
      <div id={panelId} className={styles['list']} role="tabpanel" aria-label={labelOf(list.verdict)} tabIndex={-1}>
        {list.rows.length > 0 ? (
          <RecordTable label={t('packages.title')} columns={columns} rows={list.rows} keyOf={({ id }) => id} current={list.current} onCurrentChange={list.setCurrent} onOpen={({ id }) => { goTo({ screen: 'package', packageId: id }); }} isStale={list.isStale} />
        ) : null}
        {isNone ? <NoPackages isEmpty={batch.account.offered === 0} /> : null}
      </div>
      <div className={styles['foot']}>
        <DefectSheets batchId={batch.id} packageId={null} isOffered={batch.account.defective + batch.account.needsReview + batch.account.returned > 0} />
        <Pager page={list.page} total={list.total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={list.turnTo} />
      </div>
    </section>
  );
}

function NoPackages({ isEmpty }: { readonly isEmpty: boolean }): ReactElement {
  const { t } = useTranslation('intake');
  return isEmpty ? <EmptyState title={t('packages.empty.title')}>{t('packages.empty.lesson')}</EmptyState> : <EmptyState title={t('packages.none')} />;
}

function usePackageColumns(): readonly Column<PackageSummary>[] {
  const { t } = useTranslation('intake');
  const issues = ({ blocking, warnings, isSecondDelivery }: PackageSummary): string =>
    [isSecondDelivery ? t('second') : '', blocking > 0 ? t('issues.block', { count: blocking }) : '', warnings > 0 ? t('issues.warn', { count: warnings }) : ''].filter(Boolean).join(t('separator'));
  return [
    { id: 'number', title: t('column.package'), width: '4em', align: 'right', render: ({ number }) => number },
    { id: 'name', title: t('column.name'), render: ({ name }) => <span title={name}>{name}</span> },
    { id: 'person', title: t('column.person'), width: '6em', isSpare: true, render: ({ personName, archiveNumber }) => <span title={archiveNumber ?? ''}>{personName ?? '—'}</span> },
    { id: 'pages', title: t('column.pages'), width: '5em', align: 'right', render: ({ pages }) => (pages === 0 ? '—' : pages) },
    { id: 'verdict', title: t('column.verdict'), width: '8.5em', render: one => <VerdictWord of={one} /> },
    { id: 'issues', title: t('column.issues'), width: '15em', render: one => <span title={issues(one)}>{issues(one)}</span> },
  ];
}
