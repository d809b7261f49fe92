import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntakePolicy } from '#shared/domain/intake-policy';
import { useDesktopQuery } from '../../api/desktop.ts';
import { useHasRole } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { isValid, listChanges, withoutEased } from './check-policy.ts';
import styles from './check-rules.module.css';
import { LimitFields } from './limit-fields.tsx';
import { MappingPane } from './mapping-pane.tsx';
import { PolicyChangeDialog } from './policy-change-dialog.tsx';
import { PolicyVersions } from './policy-versions.tsx';
import { RuleTable, type EditorProps } from './rule-table.tsx';

const panelId = 'rules-panel';
const views = ['rules', 'limits', 'versions', 'mappings'] as const;
type View = (typeof views)[number];

/** 检查规则: how strictly this unit checks, in words; approvers change it, archivists read it. */
export function CheckRulesScreen({ version }: { /** To be shown among the versions: a batch was judged by it. */ readonly version?: number | undefined }): ReactElement {
  const { t } = useTranslation('intake');
  const answer = useDesktopQuery('intake.getPolicy', {});
  if (answer.data) return <OpenRules key={answer.data.version} {...answer.data} asked={version} />;
  return (
    <>
      <PageHeader title={t('rules.title')} />
      <div className={styles['wait']}>{answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton active={false} paragraph={{ rows: 10 }} />}</div>
    </>
  );
}

type Known = { readonly version: number; readonly policy: IntakePolicy; readonly setBy: string | null; readonly setAt: string | null };

function OpenRules({ version, policy: saved, setBy, setAt, asked }: Known & { readonly asked: number | undefined }): ReactElement {
  const { t } = useTranslation('intake');
  const [policy] = useState(() => withoutEased(saved));
  const { goTo } = useNavigation();
  const mayChange = useHasRole('approver');
  const [draft, setDraft] = useState(policy);
  const [view, setView] = useState<View>(asked === undefined ? 'rules' : 'versions');
  const [isAsking, setIsAsking] = useState(false);
  const changes = listChanges(policy, draft);
  const canSave = mayChange && changes.length > 0 && isValid(draft);
  const save = (): void => { if (canSave) setIsAsking(true); };
  const leave = (): void => { goTo({ screen: 'intake' }); };
  useKeys(t('rules.title'), [
    ...(mayChange ? [{ keys: ['Ctrl+Enter'], label: t('rules.save'), worksInFields: true, run: save }] : []),
    { keys: ['Escape'], label: t('batch.back'), run: leave },
  ]);
  const since = setAt === null ? t('rules.untouched') : t('rules.version', { version, name: setBy ?? '', at: formatDateTime(setAt) });
  return (
    <>
      <PageHeader
        back={<Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('batch.back')} title={t('batch.back')} onClick={leave} />}
        title={t('rules.title')}
        lead={`${since}　${t(mayChange ? 'rules.lead' : 'rules.leadReadOnly')}`}
        {...(mayChange
          ? {
              actions: <Button disabled={changes.length === 0} onClick={() => { setDraft(policy); }}>{t('rules.undo')}</Button>,
              primary: <Button type="primary" disabled={!canSave} onClick={save}>{t('rules.save')}</Button>,
            }
          : {})}
      />
      <div className={styles['body']}>
        <div className={styles['bar']}>
          <Tabs label={t('rules.views')} panelId={panelId} tabs={views.map(name => ({ name, label: t(`rules.view.${name}`) }))} value={view} onChange={setView} />
          <p role="status" className={styles['count']}>{changes.length === 0 ? '' : t('rules.changed', { count: changes.length })}</p>
        </div>
        <div id={panelId} className={styles['list']} role="tabpanel" aria-label={t(`rules.view.${view}`)} tabIndex={0}>
          <RulesView view={view} before={policy} draft={draft} isReadOnly={!mayChange} onChange={setDraft} asked={asked} />
        </div>
      </div>
      <PolicyChangeDialog isOpen={isAsking} version={version} draft={draft} changes={changes} onClose={() => { setIsAsking(false); }} />
    </>
  );
}

function RulesView({ view, asked, ...editing }: EditorProps & { readonly view: View; readonly asked: number | undefined }): ReactElement {
  switch (view) {
    case 'rules': return <RuleTable {...editing} />;
    case 'limits': return <LimitFields {...editing} />;
    case 'versions': return <PolicyVersions version={asked} />;
    case 'mappings': return <MappingPane mayChange={!editing.isReadOnly} />;
  }
}
