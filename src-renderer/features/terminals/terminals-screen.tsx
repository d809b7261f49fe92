import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TerminalState } from '#shared/domain/administration';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RecordList } from '../../ui/record-list.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { useTerminalColumns } from './terminal-columns.tsx';
import { TerminalDrawer } from './terminal-drawer.tsx';
import styles from './terminals.module.css';
import { useTerminalList } from './use-terminal-list.ts';

const states = ['requested', 'approved', 'revoked', 'refused'] as const satisfies readonly TerminalState[];
const panelId = 'terminal-list';

/** Which machines may connect: requests to decide, terminals that are in, and what has been shut out. */
export function TerminalsScreen(): ReactElement {
  const { t } = useTranslation('terminals');
  const list = useTerminalList();
  const { state, rows, current } = list;
  const [openId, setOpenId] = useState<string | null>(null);
  const [isMakingCode, setIsMakingCode] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const box = useRef<InputRef>(null);
  const columns = useTerminalColumns(state);
  const narrow: typeof list.narrow = change => {
    setSentence(null);
    list.narrow(change);
  };
  useKeys(t('title'), [
    { keys: ['/'], label: t('keys.search'), run: () => box.current?.focus({ cursor: 'all' }) },
    { keys: ['N'], label: t('keys.code'), run: () => { setIsMakingCode(true); } },
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<span role="status">{sentence ?? t('lead')}</span>}
        actions={<Button onClick={() => { setIsMakingCode(true); }}>{t('code')}</Button>}
        primary={<Button type="primary" disabled={rows.length === 0} onClick={() => { setOpenId(rows[current]?.id ?? null); }}>{t('open')}</Button>}
      />
      <div className={styles['body']}>
        <div className={styles['bar']}>
          <Tabs
            label={t('tabs.label')}
            panelId={panelId}
            tabs={states.map(name => ({ name, label: t(`tabs.${name}`, { count: list.waiting }) }))}
            value={state}
            onChange={next => { narrow({ state: next }); }}
          />
          <Input
            ref={box}
            className={styles['search'] ?? ''}
            aria-label={t('search')}
            placeholder={t('search')}
            allowClear
            maxLength={60}
            value={list.query}
            onChange={event => { narrow({ query: event.target.value }); }}
          />
        </div>
        <RecordList
          label={t('title')}
          list={list}
          columns={columns}
          keyOf={({ id }) => id}
          onOpen={({ id }) => { setOpenId(id); }}
          panel={{ id: panelId, label: t(`state.${state}`) }}
          empty={<NoTerminals state={list.query.trim() === '' ? state : 'noMatch'} />}
        />
      </div>
      <TerminalDrawer
        terminal={rows.find(({ id }) => id === openId)}
        onDone={said => { setSentence(said); setOpenId(null); }}
        onClose={() => { setOpenId(null); }}
      />
      <CodeDialog isOpen={isMakingCode} onClose={() => { setIsMakingCode(false); }} />
    </>
  );
}

function NoTerminals({ state }: { readonly state: TerminalState | 'noMatch' }): ReactElement {
  const { t } = useTranslation('terminals');
  return <EmptyState title={t(`empty.${state}.title`)}>{t(`empty.${state}.lesson`)}</EmptyState>;
}
