import { Button, Switch } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanProfile, ScanProfileId } from '#shared/domain/scan-profile';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useAct } from '../../api/use-act.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { useProfileColumns } from './profile-columns.tsx';
import { ProfileForm } from './profile-form.tsx';
import styles from './scan-profiles.module.css';

/** `null`: none; `new`: one that is being made. */
type Opened = ScanProfileId | 'new' | null;

/** 扫描方案: how papers are scanned at every terminal, kept by the system administrator. */
export function ScanProfilesScreen(): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const list = useDesktopQuery('scanProfiles.list', {});
  const [opened, setOpened] = useState<Opened>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const { profiles } = list.data ?? { profiles: noProfiles };
  const open = (next: Opened): void => {
    setSentence(null);
    setOpened(next);
  };
  const finish = (said: string): void => {
    setOpened(null);
    setSentence(said);
  };
  useKeys(t('title'), [{ keys: ['N'], label: t('add'), run: () => { open('new'); } }]);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<span role="status">{sentence ?? t('lead')}</span>}
        primary={<Button type="primary" onClick={() => { open('new'); }}>{t('add')}</Button>}
      />
      <div className={styles['body']}>
        <OnlyProfiles isOnly={list.data?.isProfilesOnly} onDone={setSentence} />
        <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        <ProfileTable profiles={profiles} isReady={list.isSuccess} onOpen={open} />
      </div>
      <ProfileDrawer opened={opened} profiles={profiles} onDone={finish} onClose={() => { open(null); }} />
    </>
  );
}

const noProfiles: readonly ScanProfile[] = [];

/** Undefined until it is known. */
function OnlyProfiles({ isOnly, onDone }: { readonly isOnly: boolean | undefined; readonly onDone: (sentence: string) => void }): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const setOnly = useAct('scanProfiles.setOnly', (_answer, { isProfilesOnly }) => { onDone(t(isProfilesOnly ? 'only.on' : 'only.off')); });
  return (
    <>
      <label className={styles['only']}>
        <Switch checked={isOnly === true} disabled={isOnly === undefined} loading={setOnly.isPending} onChange={isProfilesOnly => { setOnly.mutate({ isProfilesOnly }); }} />
        <span>
          <strong>{t('only.label')}</strong>
          <span className={styles['meaning']}>{t('only.meaning')}</span>
        </span>
      </label>
      <ErrorNotice error={setOnly.error} />
    </>
  );
}

type TableProps = { readonly profiles: readonly ScanProfile[]; readonly isReady: boolean; readonly onOpen: (id: ScanProfileId) => void };

function ProfileTable({ profiles, isReady, onOpen }: TableProps): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const [current, setCurrent] = useState(0);
  const columns = useProfileColumns();
  return (
    <div className={styles['list']}>
      {profiles.length > 0 ? (
        <RecordTable label={t('title')} columns={columns} rows={profiles} keyOf={({ id }) => id} current={Math.min(current, profiles.length - 1)} onCurrentChange={setCurrent} onOpen={({ id }) => { onOpen(id); }} />
      ) : null}
      {isReady && profiles.length === 0 ? <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState> : null}
    </div>
  );
}

type DrawerProps = { readonly opened: Opened; readonly profiles: readonly ScanProfile[]; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

function ProfileDrawer({ opened, profiles, onDone, onClose }: DrawerProps): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const shown = profiles.find(({ id }) => id === opened);
  const isOpen = opened === 'new' || shown !== undefined;
  return (
    <PanelDrawer isOpen={isOpen} size={760} title={t('title')} onClose={onClose}>
      {isOpen ? <ProfileForm key={opened} profile={shown} onDone={onDone} onClose={onClose} /> : null}
    </PanelDrawer>
  );
}
