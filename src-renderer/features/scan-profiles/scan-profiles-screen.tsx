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

type Opened = { readonly kind: 'new' } | { readonly kind: 'known'; readonly id: ScanProfileId };

/** 扫描方案: how papers are scanned at every terminal, kept by the system administrator. */
export function ScanProfilesScreen(): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const list = useDesktopQuery('scanProfiles.list', {});
  const [current, setCurrent] = useState(0);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [sentence, setSentence] = useState<string | null>(null);
  const columns = useProfileColumns();
  const setOnly = useAct('scanProfiles.setOnly', (_answer, { isProfilesOnly }) => { setSentence(t(isProfilesOnly ? 'only.on' : 'only.off')); });
  const profiles = list.data?.profiles ?? [];
  const open = (next: Opened | null): void => {
    setSentence(null);
    setOpened(next);
  };
  const finish = (said: string): void => {
    setOpened(null);
    setSentence(said);
  };
  useKeys(t('title'), [{ keys: ['N'], label: t('add'), run: () => { open({ kind: 'new' }); } }]);
  const shown = opened?.kind === 'known' ? profiles.find(({ id }) => id === opened.id) : undefined;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<span role="status">{sentence ?? t('lead')}</span>}
        primary={<Button type="primary" onClick={() => { open({ kind: 'new' }); }}>{t('add')}</Button>}
      />
      <div className={styles['body']}>
        <label className={styles['only']}>
          <Switch checked={list.data?.isProfilesOnly ?? false} disabled={!list.data} loading={setOnly.isPending} onChange={isProfilesOnly => { setOnly.mutate({ isProfilesOnly }); }} />
          <span>
            <strong>{t('only.label')}</strong>
            <span className={styles['meaning']}>{t('only.meaning')}</span>
          </span>
        </label>
        <ErrorNotice error={list.error ?? setOnly.error} onRetry={() => void list.refetch()} />
        <div className={styles['list']}>
          {profiles.length > 0 ? (
            <RecordTable label={t('title')} columns={columns} rows={profiles} keyOf={({ id }) => id} current={Math.min(current, profiles.length - 1)} onCurrentChange={setCurrent} onOpen={({ id }: ScanProfile) => { open({ kind: 'known', id }); }} />
          ) : null}
          {list.isSuccess && profiles.length === 0 ? <EmptyState title={t('empty.title')}>{t('empty.lesson')}</EmptyState> : null}
        </div>
      </div>
      <PanelDrawer isOpen={opened?.kind === 'new' || shown !== undefined} size={760} title={t('title')} onClose={() => { open(null); }}>
        {opened === null ? null : <ProfileForm key={shown?.id ?? 'new'} profile={shown} onDone={finish} onClose={() => { open(null); }} />}
      </PanelDrawer>
    </>
  );
}
