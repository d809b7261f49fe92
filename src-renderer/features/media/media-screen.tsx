import { Button, Input, Select, type InputRef } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { MediumId } from '#shared/domain/ids';
import { MediumState, type Medium } from '#shared/domain/medium';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { useHasRole } from '../../api/signed-in.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Pager } from '../../ui/pager.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { FormDialog } from '../forms/index.ts';
import { MediumDrawer, type OpenMedium } from './medium-drawer.tsx';
import styles from './media.module.css';
import { useMediaList, type MediaList } from './use-media-list.ts';

/** 介质登记: every carrier that came in, where it is, and what became of it. */
export function MediaScreen(): ReactElement {
  const { t } = useTranslation('media');
  const list = useMediaList();
  const mayRegister = useHasRole('archivist');
  const [opened, setOpened] = useState<OpenMedium | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  const box = useRef<InputRef>(null);
  const register = (): void => { setOpened({ kind: 'new' }); };
  useKeys(t('title'), [
    { keys: ['/'], label: t('keys.search'), run: () => box.current?.focus({ cursor: 'all' }) },
    ...(mayRegister ? [{ keys: ['N'], label: t('register.open'), run: register }] : []),
    { keys: ['PageDown'], label: t('keys.nextPage'), worksInFields: true, run: () => { list.turnTo(list.page + 1); } },
    { keys: ['PageUp'], label: t('keys.previousPage'), worksInFields: true, run: () => { list.turnTo(list.page - 1); } },
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<span role="status">{sentence ?? t('lead')}</span>}
        actions={<Button onClick={() => { setIsPrinting(true); }}>{t('print')}</Button>}
        primary={mayRegister ? <Button type="primary" onClick={register}>{t('register.open')}</Button> : null}
      />
      <div className={styles['body']}>
        <search className={styles['filters']}>
          <Input ref={box} aria-label={t('search')} placeholder={t('search')} allowClear maxLength={60} value={list.query} onChange={event => { list.narrow({ query: event.target.value }); }} />
          <Select aria-label={t('filter')} placeholder={t('filter')} allowClear value={list.state} options={MediumState.options.map(value => ({ value, label: t(`state.${value}`) }))} onChange={(state: MediumState | undefined) => { list.narrow({ state: state ?? null }); }} />
        </search>
        <ErrorNotice error={list.error} onRetry={list.refresh} />
        <MediaTable list={list} onOpen={id => { setOpened({ kind: 'known', id }); }} />
        <Pager page={list.page} total={list.total} pageSize={pageSize} totalLimit={totalLimit} onPageChange={list.turnTo} />
      </div>
      <MediumDrawer opened={opened} onOpen={setOpened} onDone={setSentence} onClose={() => { setOpened(null); }} />
      {isPrinting ? <FormDialog form={{ kind: 'media-register' }} onClose={() => { setIsPrinting(false); }} /> : null}
    </>
  );
}

function MediaTable({ list, onOpen }: { readonly list: MediaList; readonly onOpen: (id: MediumId) => void }): ReactElement {
  const { t } = useTranslation('media');
  const columns = useColumns();
  return (
    <div className={styles['list']}>
      {list.rows.length > 0 ? <RecordTable label={t('title')} columns={columns} rows={list.rows} keyOf={({ id }) => id} current={list.current} onCurrentChange={list.setCurrent} onOpen={({ id }) => { onOpen(id); }} isStale={list.isStale} /> : null}
      {list.isReady && list.rows.length === 0 ? <NoMedia isAsked={list.query.trim() !== '' || list.state !== null} /> : null}
    </div>
  );
}

function NoMedia({ isAsked }: { readonly isAsked: boolean }): ReactElement {
  const { t } = useTranslation('media');
  return isAsked ? <EmptyState title={t('none.title')}>{t('none.lesson')}</EmptyState> : <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState>;
}

function useColumns(): readonly Column<Medium>[] {
  const { t } = useTranslation('media');
  return [
    { id: 'number', title: t('field.number'), width: '11em', render: ({ number }) => <strong title={number}>{number}</strong> },
    { id: 'kind', title: t('field.kind'), width: '6.5em', render: ({ kind }) => t(`kind.${kind}`) },
    { id: 'secrecy', title: t('field.secrecy'), width: '8em', render: ({ secrecy }) => formatSecrecyMark(secrecy) },
    { id: 'contents', title: t('field.contents'), render: ({ contents }) => <span title={contents}>{contents}</span> },
    { id: 'amount', title: t('field.amount'), width: '10em', isSpare: true, render: ({ volumes, persons }) => (volumes + persons === 0 ? '—' : t('amount', { volumes, persons })) },
    { id: 'state', title: t('field.state'), width: '7em', render: ({ state }) => <span className={styles['state']} data-state={state}>{t(`state.${state}`)}</span> },
    { id: 'where', title: t('field.where'), width: '12em', render: medium => <Where medium={medium} /> },
  ];
}

/** Where it is now: the last that was written of it. */
function Where({ medium }: { readonly medium: Medium }): ReactElement {
  const last = medium.moves.at(-1);
  const words = last === undefined ? '—' : [last.place, last.cabinet].filter(Boolean).join(' ');
  return <span title={words}>{words}</span>;
}
