import { Button, Drawer, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PrintTodo } from '#shared/domain/print-copy';
import type { PrintJob } from '#shared/domain/printing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { answerOf } from '../../api/list-answer.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useListPosition } from '../../ui/list-position.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { EntrySheet } from './entry-sheet.tsx';
import { OutputRegister } from './output-register.tsx';
import styles from './printing.module.css';

const names = ['copies', 'outputs'] as const;
type Name = (typeof names)[number];
const panelId = 'register-panel';

/** 打印登记: copies of pages under grants, and beside them all that came onto paper otherwise. */
export function PrintRegisterScreen(): ReactElement {
  const { t } = useTranslation('printing');
  // Copies of pages are no business of the auditor's office; what he printed himself is.
  const isOffice = useHasRole('auditor');
  return (
    <>
      <PageHeader title={t('register.title')} lead={t('register.lead')} />
      <div className={styles['register']}>{isOffice ? <OutputRegister isOffice /> : <BothRegisters />}</div>
    </>
  );
}

function BothRegisters(): ReactElement {
  const { t } = useTranslation('printing');
  const [name, setName] = useState<Name>('copies');
  return (
    <>
      <Tabs label={t('register.title')} tabs={names.map(each => ({ name: each, label: t(`register.tab.${each}`) }))} value={name} onChange={setName} panelId={panelId} />
      <div id={panelId} role="tabpanel" aria-label={t(`register.tab.${name}`)} className={styles['panel']}>
        {name === 'copies' ? <CopyRegister /> : <OutputRegister />}
      </div>
    </>
  );
}

/** Every copy that was asked for, and what became of it. */
function CopyRegister(): ReactElement {
  const { t } = useTranslation('printing');
  const position = useListPosition();
  const [opened, setOpened] = useState<PrintJob | null>(null);
  const [todo, setTodo] = useState<PrintTodo | null>(null);
  const [query, setQuery] = useState('');
  const list = answerOf(useDesktopQuery('printing.list', { page: position.page, todo, query }, { keepPrevious: true }), position);
  const columns = useRegisterColumns();
  return (
    <>
      <search className={styles['filters']}>
        <Input aria-label={t('entry.search')} placeholder={t('entry.search')} allowClear maxLength={60} value={query} onChange={event => { setQuery(event.target.value); position.restart(); }} />
        <TodoFilter todo={todo} onChange={next => { setTodo(next); position.restart(); }} />
        <Button onClick={list.refresh}>{t('register.refresh')}</Button>
      </search>
      <RecordList label={t('register.title')} list={list} columns={columns} keyOf={({ id }) => id} onOpen={setOpened} empty={<Empty isNarrowed={todo !== null || query !== ''} />} />
      <Drawer open={opened !== null} size={680} title={t('register.one')} onClose={() => { setOpened(null); }} destroyOnHidden>
        {opened ? <EntrySheet id={opened.id} /> : null}
      </Drawer>
    </>
  );
}

function Empty({ isNarrowed }: { readonly isNarrowed: boolean }): ReactElement {
  const { t } = useTranslation('printing');
  return isNarrowed ? <EmptyState title={t('entry.none')}>{t('entry.noneLesson')}</EmptyState> : <EmptyState title={t('register.empty')}>{t('register.lesson')}</EmptyState>;
}

/** What waits, with how many of each: what is overdue is seen without opening anything. */
function TodoFilter({ todo, onChange }: { readonly todo: PrintTodo | null; readonly onChange: (todo: PrintTodo | null) => void }): ReactElement {
  const { t } = useTranslation('printing');
  const counts = useDesktopQuery('printing.reminders', {}).data;
  const overdue = counts?.overdue ?? 0;
  return (
    <>
      <Select
        aria-label={t('entry.filter')}
        virtual={false}
        value={todo ?? 'all'}
        options={[{ value: 'all' as const, label: t('todo.all') }, ...PrintTodo.options.map(value => ({ value, label: t(`todo.${value}`, { count: counts?.[value] ?? 0 }) }))]}
        onChange={(value: PrintTodo | 'all') => { onChange(value === 'all' ? null : value); }}
      />
      {overdue > 0 && todo !== 'overdue' ? <Button type="link" className={styles['failed'] ?? ''} onClick={() => { onChange('overdue'); }}>{t('todo.overdue', { count: overdue })}</Button> : null}
    </>
  );
}

function useRegisterColumns(): readonly Column<PrintJob>[] {
  const { t } = useTranslation('printing');
  return [
    { id: 'number', title: t('column.registerNumber'), width: '10.5em', render: job => job.registerNumber },
    { id: 'at', title: t('column.preparedAt'), width: '10.5em', render: job => formatDateTime(job.preparedAt) },
    { id: 'person', title: t('column.personName'), width: '6em', render: job => job.personName },
    { id: 'material', title: t('column.materialName'), render: job => <span title={job.materialNames.join(t('comma'))}>{job.materialNames.join(t('comma'))}</span> },
    { id: 'sheets', title: t('column.amount'), width: '8.5em', align: 'right', render: job => t('amount', { pages: job.pageCount, copies: job.copies }) },
    { id: 'operator', title: t('column.operatorName'), width: '6em', render: job => job.operatorName },
    { id: 'state', title: t('column.state'), width: '6em', render: job => <StateWord state={job.state} /> },
  ];
}

function StateWord({ state }: { readonly state: PrintJob['state'] }): ReactElement {
  const { t } = useTranslation('printing');
  return <span className={state === 'failed' ? styles['failed'] : ''}>{t(`state.${state}`)}</span>;
}
