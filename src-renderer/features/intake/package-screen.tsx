import { Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingId, PackageId } from '#shared/domain/ids';
import type { PackageReport } from '#shared/domain/intake';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { useNavigation } from '../../ui/place.ts';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { Tabs } from '../../ui/tabs.tsx';
import { CatalogueList } from './catalogue-list.tsx';
import { ComparisonPanel } from './comparison-panel.tsx';
import { canBeLetThrough } from './finding-groups.ts';
import { FindingList } from './finding-list.tsx';
import { OverrideDialog } from './override-dialog.tsx';
import styles from './package-screen.module.css';
import { PagePane, type ShownPlace } from './page-pane.tsx';
import { ReportHead } from './report-head.tsx';

/** While it is on its way; later only another person's decision can change it, and a report may be long. */
const busyMs = 2000;
const quietMs = 15_000;
const onItsWay: readonly PackageReport['state'][] = ['waiting', 'checking', 'accepting'];
const panelId = 'report-panel';

/** 检查报告 of one package: verdict, findings with their pages, catalogue, and what became of the last delivery. */
export function PackageScreen({ packageId }: { readonly packageId: PackageId }): ReactElement {
  const [isBusy, setIsBusy] = useState(true);
  const answer = useDesktopQuery('intake.getPackage', { id: packageId }, { refetchMs: isBusy ? busyMs : quietMs });
  const moves = answer.data === undefined || onItsWay.includes(answer.data.state);
  if (moves !== isBusy) setIsBusy(moves);
  const batch = useDesktopQuery('intake.getBatch', { id: answer.data?.batchId ?? '' }, { isEnabled: answer.data !== undefined });
  useShownSecrecy(batch.data?.secrecy);
  if (answer.data) return <Report report={answer.data} error={answer.error} />;
  return <div className={styles['waiting']}>{answer.error ? <ErrorNotice error={answer.error} alwaysRetry onRetry={() => void answer.refetch()} /> : <Skeleton active={false} paragraph={{ rows: 10 }} />}</div>;
}

type View = 'findings' | 'catalogue' | 'comparison';

function Report({ report, error }: { readonly report: PackageReport; readonly error: unknown }): ReactElement {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  const [view, setView] = useState<View>(report.findings.length === 0 ? 'catalogue' : 'findings');
  const [shown, setShown] = useState<ShownPlace | null>(() => firstPlace(report));
  const [chosen, setChosen] = useState<readonly FindingId[]>([]);
  const [isAsking, setIsAsking] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const open = chosen.filter(id => report.findings.some(finding => finding.id === id && canBeLetThrough(finding)));
  const leave = (): void => { goTo({ screen: 'batch', batchId: report.batchId }); };
  const ask = (): void => { if (open.length > 0) setIsAsking(true); };
  useKeys(t('report.keys'), [
    { keys: ['F'], label: t('override.open'), run: ask },
    { keys: ['Escape'], label: t('report.back'), run: leave },
  ]);
  const views = (['findings', 'catalogue', ...(report.comparison ? (['comparison'] as const) : [])] as const).map(name => ({ name, label: t(`report.view.${name}`, { count: report.findings.length }) }));
  return (
    <>
      <ReportHead report={report} chosen={open} sentence={sentence} onLeave={leave} onOverride={ask} onDone={setSentence} />
      <ErrorNotice error={error} />
      <div className={styles['columns']}>
        <div className={styles['left']}>
          <Tabs label={t('report.views')} panelId={panelId} tabs={views} value={view} onChange={setView} />
          <div id={panelId} className={styles['panel']} role="tabpanel" aria-label={t(`report.view.${view}`, { count: report.findings.length })}>
            {view === 'findings' ? <FindingList report={report} shown={shown} chosen={open} onShow={setShown} onChoose={setChosen} /> : null}
            {view === 'catalogue' ? <CatalogueList report={report} shown={shown} onShow={setShown} /> : null}
            {view === 'comparison' && report.comparison ? <ComparisonPanel comparison={report.comparison} /> : null}
          </div>
        </div>
        <PagePane report={report} shown={shown} onShow={setShown} />
      </div>
      <OverrideDialog isOpen={isAsking} report={report} chosen={open} onDone={said => { setChosen([]); setIsAsking(false); setSentence(said); }} onClose={() => { setIsAsking(false); }} />
    </>
  );
}

function firstPlace({ findings, catalogue }: PackageReport): ShownPlace | null {
  const [finding] = findings.filter(({ severity }) => severity === 'block');
  const [material] = catalogue;
  const start = finding ?? findings[0];
  if (start) return { findingId: start.id, ...start.place };
  return material ? { findingId: null, classCode: material.classCode, sequence: material.sequence, page: 1 } : null;
}
