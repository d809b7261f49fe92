import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pattern } from '#shared/domain/oversight';
import { useDesktopQuery } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader, Toolbar } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { RecordTable } from '../../ui/record-table.tsx';
import styles from './audit-screen.module.css';
import { usePatternColumns } from './pattern-columns.tsx';
import { PeriodField } from './period-field.tsx';
import { closedBoundsOf, lastMonth, type PeriodPreset } from './period.ts';
import { WatchRulesDrawer } from './watch-rules-drawer.tsx';

const presets: readonly PeriodPreset[] = ['today', 'week', 'month', 'quarter', 'own'];

/** Days that stand out, each with the rule it met. Questions to ask, not proofs. */
export function PatternsScreen(): ReactElement {
  const { t } = useTranslation('oversight');
  const { goTo } = useNavigation();
  const [period, setPeriod] = useState(lastMonth);
  const [askedAt] = useState(() => Date.now());
  const [current, setCurrent] = useState(0);
  const [isChanging, setIsChanging] = useState(false);
  const columns = usePatternColumns();
  const bounds = closedBoundsOf(period, askedAt);
  const answer = useDesktopQuery('audit.patterns', bounds ?? { from: '', until: '' }, { isEnabled: bounds !== undefined, keepPrevious: true });
  const patterns = answer.error ? [] : (answer.data?.patterns ?? []);
  const open = ({ link, officerName }: Pattern): void => { goTo({ screen: 'audit', link: { ...link, officerName } }); };
  useKeys(t('patterns.title'), [{ keys: ['F5'], label: t('keys.refresh'), worksInFields: true, run: () => void answer.refetch() }]);
  return (
    <>
      <PageHeader
        title={t('patterns.title')}
        lead={t('patterns.lead')}
        actions={<Button disabled={!answer.data} onClick={() => { setIsChanging(true); }}>{t('patterns.rules')}</Button>}
        primary={<Button type="primary" disabled={patterns.length === 0} onClick={() => { const row = patterns[Math.min(current, patterns.length - 1)]; if (row) open(row); }}>{t('patterns.open')}</Button>}
      />
      <div className={styles['filters']}>
        <Toolbar label={t('patterns.title')}>
          <PeriodField period={period} presets={presets} onChange={next => { setPeriod(next); setCurrent(0); }} />
          <span className={styles['soft']} role="status">{answer.isSuccess ? t('patterns.count', { count: patterns.length }) : ''}</span>
        </Toolbar>
      </div>
      <div className={styles['list']} tabIndex={-1}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {patterns.length > 0 ? (
          <RecordTable
            label={t('patterns.title')}
            columns={columns}
            rows={patterns}
            keyOf={({ kind, day, officerName, terminalName, link }) => [kind, day, link.actorId ?? officerName, terminalName].join(' ')}
            current={Math.min(current, patterns.length - 1)}
            onCurrentChange={setCurrent}
            onOpen={open}
            isStale={answer.isPlaceholderData}
          />
        ) : null}
        {answer.isSuccess && patterns.length === 0 ? <EmptyState title={t('patterns.none.title')}>{t('patterns.none.lesson')}</EmptyState> : null}
      </div>
      {answer.data ? <WatchRulesDrawer key={String(isChanging)} isOpen={isChanging} rules={answer.data.rules} onClose={() => { setIsChanging(false); }} /> : null}
    </>
  );
}
