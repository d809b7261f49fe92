import { Button, Input, Select, type InputRef } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { MediumState, type Medium } from '#shared/domain/medium';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { useHasRole } from '../../api/signed-in.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RecordList } from '../../ui/record-list.tsx';
import type { Column } from '../../ui/record-table.tsx';
import { FormDialog } from '../forms/index.ts';
import { MediumDrawer, type OpenMedium } from './medium-drawer.tsx';
import styles from './media.module.css';
import { useMediaList } from './use-media-list.ts';

/** 介质登记: every carrier that came in, where it is, and what became of it. */
export function MediaScreen(): ReactElement {
  const { t } = useTranslation('media');
  const list = useMediaList();
  const mayRegister = useHasRole('archivist');
  const [opened, setOpened] = useState<OpenMedium | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  const box = useRef<InputRef>(null);
  const columns = useColumns();
  const register = (): void => { setOpened({ kind: 'new' }); };
  useKeys(t('title'), [
    { keys: ['/'], label: t('keys.search'), run: () => box.current?.focus({ cursor: 'all' }) },
    ...(mayRegister ? [{ keys: ['N'], label: t('register.open'), run: register }] : []),
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
        <RecordList
          label={t('title')}
          list={list}
          columns={columns}
          keyOf={({ id }) => id}
          onOpen={({ id }) => { setOpened({ kind: 'known', id }); }}
          empty={<NoMedia isAsked={list.query.trim() !== '' || list.state !== null} />}
        />
      </div>
      <MediumDrawer opened={opened} onOpen={setOpened} onDone={setSentence} onClose={() => { setOpened(null); }} />
      {isPrinting ? <FormDialog form={{ kind: 'media-register' }} onClose={() => { setIsPrinting(false); }} /> : null}
    </>
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
    { id: 'where', title: t('field.where'), width: '20%', render: medium => <Where medium={medium} /> },
  ];
}

/** Where it is now: the last that was written of it, the cabinet first. */
function Where({ medium }: { readonly medium: Medium }): ReactElement {
  const last = medium.moves.at(-1);
  const words = last === undefined ? '—' : [last.cabinet, last.place].filter(Boolean).join(' ');
  return <span title={words}>{words}</span>;
}
