import { Button, type InputRef } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#shared/domain/ids';
import { useHasRole } from '../../api/signed-in.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RecordList } from '../../ui/record-list.tsx';
import { useAccountColumns } from './account-columns.tsx';
import { AccountDrawer } from './account-drawer.tsx';
import { AccountFilters } from './account-filters.tsx';
import { isAsking } from './account-question.ts';
import styles from './accounts.module.css';
import { NewAccountDrawer } from './new-account-drawer.tsx';
import { useAccountList } from './use-account-list.ts';

/** Who may sign in and what he may do: find him, open him, act. */
export function AccountsScreen(): ReactElement {
  const { t } = useTranslation('accounts');
  const mayCreate = useHasRole('system-administrator');
  const list = useAccountList();
  const [openId, setOpenId] = useState<AccountId | null>(null);
  const [isCreating, setIsCreating] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const box = useRef<InputRef>(null);
  const table = useRef<HTMLDivElement>(null);
  const columns = useAccountColumns();
  const open = (id: AccountId | undefined): void => {
    setSentence(null);
    if (id !== undefined) setOpenId(id);
  };
  useKeys(t('title'), [
    { keys: ['/'], label: t('keys.search'), run: () => box.current?.focus({ cursor: 'all' }) },
    ...(mayCreate ? [{ keys: ['N'], label: t('keys.create'), run: () => { setIsCreating(true); } }] : []),
  ]);
  const openButton = <Button key="open" type={mayCreate ? 'default' : 'primary'} disabled={list.rows.length === 0} onClick={() => { open(list.rows[list.current]?.id); }}>{t('open')}</Button>;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<span role="status">{sentence ?? t('lead')}</span>}
        actions={mayCreate ? openButton : null}
        primary={mayCreate ? <Button type="primary" onClick={() => { setIsCreating(true); }}>{t('create')}</Button> : openButton}
      />
      <div className={styles['body']}>
        <AccountFilters question={list.question} onChange={list.ask} box={box} onDown={() => table.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus()} />
        <div className={styles['found']} ref={table}>
          <RecordList
            label={t('title')}
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            onOpen={({ id }) => { open(id); }}
            empty={<NobodyFound isAsked={isAsking(list.question)} />}
          />
        </div>
      </div>
      <AccountDrawer id={openId} onClose={() => { setOpenId(null); }} />
      <NewAccountDrawer isOpen={isCreating} onDone={said => { setSentence(said); setIsCreating(false); }} onClose={() => { setIsCreating(false); }} />
    </>
  );
}

function NobodyFound({ isAsked }: { readonly isAsked: boolean }): ReactElement {
  const { t } = useTranslation('accounts');
  return isAsked ? <EmptyState title={t('none.title')}>{t('none.lesson')}</EmptyState> : <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState>;
}
