import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyState } from '#shared/domain/signing-key';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { RecordList } from '../../ui/record-list.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useKeyColumns } from './key-columns.tsx';
import { KeySheet } from './key-sheet.tsx';
import styles from './keys.module.css';
import { RegisterKeyForm } from './register-key-form.tsx';
import { useKeyList } from './use-key-list.ts';

const states = ['active', 'revoked'] as const satisfies readonly KeyState[];
const panelId = 'key-list';

/** Which USB key belongs to whom: registering one with its holder beside the officer, taking one out of use. */
export function KeysScreen(): ReactElement {
  const { t } = useTranslation('keys');
  const list = useKeyList();
  const { state, rows } = list;
  const [openId, setOpenId] = useState<string | null>(null);
  const [isRegistering, setIsRegistering] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const box = useRef<InputRef>(null);
  const columns = useKeyColumns();
  const open = rows.find(({ id }) => id === openId);
  const finish = (said: string): void => {
    setSentence(said);
    setOpenId(null);
    setIsRegistering(false);
  };
  const register = (): void => {
    setSentence(null);
    setIsRegistering(true);
  };
  useKeys(t('title'), [
    { keys: ['/'], label: t('shortcut.search'), run: () => box.current?.focus({ cursor: 'all' }) },
    { keys: ['N'], label: t('register.title'), run: register },
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<span role="status">{sentence ?? t('lead')}</span>}
        primary={<Button type="primary" onClick={register}>{t('register.title')}</Button>}
      />
      <div className={styles['body']}>
        <div className={styles['bar']}>
          <Tabs
            label={t('tabs.label')}
            panelId={panelId}
            tabs={states.map(name => ({ name, label: t(`tabs.${name}`) }))}
            value={state}
            onChange={next => { list.narrow({ state: next }); }}
          />
          <Input
            ref={box}
            className={styles['search'] ?? ''}
            aria-label={t('search')}
            placeholder={t('search')}
            allowClear
            maxLength={60}
            value={list.query}
            onChange={event => { list.narrow({ query: event.target.value }); }}
          />
        </div>
        <RecordList
          label={t('title')}
          list={list}
          columns={columns}
          keyOf={({ id }) => id}
          onOpen={({ id }) => { setOpenId(id); }}
          panel={{ id: panelId, label: t(`tabs.${state}`) }}
          empty={<NoKeys state={list.query.trim() === '' ? state : 'noMatch'} />}
        />
      </div>
      <PanelDrawer isOpen={open !== undefined} size={600} title={t('detail.title')} onClose={() => { setOpenId(null); }}>
        {open ? <KeySheet registered={open} onDone={finish} /> : null}
      </PanelDrawer>
      <PanelDrawer isOpen={isRegistering} size={600} title={t('detail.title')} onClose={() => { setIsRegistering(false); }}>
        <RegisterKeyForm onDone={finish} />
      </PanelDrawer>
    </>
  );
}

function NoKeys({ state }: { readonly state: KeyState | 'noMatch' }): ReactElement {
  const { t } = useTranslation('keys');
  return <EmptyState title={t(`empty.${state}.title`)}>{t(`empty.${state}.lesson`)}</EmptyState>;
}
