import { Select, Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersion } from '#shared/domain/intake-policy';
import { useDesktopQuery } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RecordTable, type Column } from '../../ui/record-table.tsx';
import { listChanges } from './check-policy.ts';
import styles from './check-rules.module.css';
import { PolicyChanges } from './policy-changes.tsx';

/** 历次版本: by which rules a batch was judged, and what has changed since. */
export function PolicyVersions({ version }: { readonly version: number | undefined }): ReactElement {
  const answer = useDesktopQuery('intake.listPolicies', {});
  if (answer.data) return <Versions versions={answer.data.versions} asked={version} />;
  return answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton active={false} paragraph={{ rows: 8 }} />;
}

function Versions({ versions, asked }: { readonly versions: readonly PolicyVersion[]; readonly asked: number | undefined }): ReactElement {
  const { t } = useTranslation('intake');
  const columns = useColumns();
  const [chosen, setChosen] = useState(asked);
  const [against, setAgainst] = useState<number | null>(null);
  const shown = versions.find(({ version }) => version === chosen) ?? versions[0];
  if (!shown) return <p>{t('versions.none')}</p>;
  const other = otherOf(versions, { shown, against, asked });
  const show = (row: PolicyVersion | undefined): void => {
    setChosen(row?.version);
    setAgainst(null);
  };
  return (
    <div className={styles['versions']}>
      <RecordTable
        label={t('rules.view.versions')}
        columns={columns}
        rows={versions}
        keyOf={({ version }) => String(version)}
        current={versions.indexOf(shown)}
        onCurrentChange={index => { show(versions[index]); }}
        onOpen={show}
      />
      <section className={styles['compared']} aria-label={t('versions.compare')}>
        <label className={styles['against']}>
          {t('versions.against')}
          <Select
            aria-label={t('versions.against')}
            value={other?.version ?? null}
            onChange={setAgainst}
            options={versions.map(({ version }) => ({ value: version, label: t('versions.number', { version }) }))}
          />
        </label>
        <Difference shown={shown} other={other} />
      </section>
    </div>
  );
}

type Comparing = { readonly shown: PolicyVersion; readonly against: number | null; readonly asked: number | undefined };

/** Without a choice the one before it; of the one that a batch was judged by, the one that holds now. */
function otherOf(versions: readonly PolicyVersion[], { shown, against, asked }: Comparing): PolicyVersion | undefined {
  const wanted = versions.find(({ version }) => version === against);
  return wanted ?? (asked === shown.version && versions[0] !== shown ? versions[0] : versions[versions.indexOf(shown) + 1]);
}

function Difference({ shown, other }: { readonly shown: PolicyVersion; readonly other: PolicyVersion | undefined }): ReactElement {
  const { t } = useTranslation('intake');
  const reason = shown.reason === '' ? null : <p className={styles['soft']}>{t('versions.reason', { reason: shown.reason })}</p>;
  if (!other || other === shown) return <><p role="status">{t('versions.alone')}</p>{reason}</>;
  const [older, later] = other.version > shown.version ? [shown, other] : [other, shown];
  const changes = listChanges(older.policy, later.policy);
  return (
    <>
      <p role="status">{t(changes.length === 0 ? 'versions.same' : 'versions.compared', { older: older.version, later: later.version, count: changes.length })}</p>
      {reason}
      {changes.length > 0 ? <PolicyChanges changes={changes} label={t('versions.compare')} /> : null}
    </>
  );
}

function useColumns(): readonly Column<PolicyVersion>[] {
  const { t } = useTranslation('intake');
  return [
    { id: 'version', title: t('versions.column.version'), width: '7em', render: ({ version }) => t('versions.number', { version }) },
    { id: 'setAt', title: t('versions.column.setAt'), width: '11em', render: ({ setAt }) => (setAt === null ? t('versions.default') : formatDateTime(setAt)) },
    { id: 'setBy', title: t('versions.column.setBy'), width: '8em', render: ({ setBy }) => setBy ?? '—' },
    { id: 'batches', title: t('versions.column.batches'), width: '6em', align: 'right', render: ({ batches }) => batches },
  ];
}
