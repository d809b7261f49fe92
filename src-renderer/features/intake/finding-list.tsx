import { Checkbox } from 'antd';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { windowPaths } from '#shared/contract/desktop-api';
import type { Severity } from '#shared/domain/finding';
import { isFinal } from '#shared/domain/import-rules/index';
import type { FindingId } from '#shared/domain/ids';
import type { PackageFinding, PackageReport } from '#shared/domain/intake';
import { useHasRole } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { canBeLetThrough, countBySeverity, groupFindings, type FindingGroup } from './finding-groups.ts';
import { useFindingWords } from './finding-words.ts';
import styles from './package-screen.module.css';
import type { ShownPlace } from './page-pane.tsx';

type Props = {
  readonly report: PackageReport;
  readonly shown: ShownPlace | null;
  readonly chosen: readonly FindingId[];
  readonly onShow: (place: ShownPlace) => void;
  readonly onChoose: (chosen: readonly FindingId[]) => void;
};

/** What was found, rule by rule; the chosen one is seen beside the list. J and K go from one to the next. */
export function FindingList({ report, shown, chosen, onShow, onChoose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const [only, setOnly] = useState<Severity | 'all'>('all');
  const mayChoose = useHasRole('archivist') && report.state === 'checked';
  const list = useRef<HTMLDivElement>(null);
  const counts = countBySeverity(report.findings);
  const groups = groupFindings(report.findings, only);
  const order = groups.flatMap(({ findings }) => findings);
  const current = order.findIndex(({ id }) => id === shown?.findingId);
  const show = (finding: PackageFinding | undefined): void => { if (finding) onShow({ findingId: finding.id, ...finding.place }); };
  const flip = (finding: PackageFinding | undefined): void => {
    if (!mayChoose || !finding || !canBeLetThrough(finding)) return;
    onChoose(chosen.includes(finding.id) ? chosen.filter(id => id !== finding.id) : [...chosen, finding.id]);
  };
  useKeys(t('report.view.findings', { count: counts.all }), [
    { keys: ['J'], label: t('finding.next'), run: () => { show(order[Math.min(order.length - 1, current + 1)]); } },
    { keys: ['K'], label: t('finding.previous'), run: () => { show(order[Math.max(0, current - 1)]); } },
    ...(mayChoose ? [{ keys: ['S'], label: t('finding.choose'), run: () => { flip(order[current]); } }] : []),
  ]);
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [shown?.findingId]);
  if (counts.all === 0) return <EmptyState title={t('finding.none')}>{t('finding.noneLesson')}</EmptyState>;
  return (
    <>
      <div className={styles['filter']} role="group" aria-label={t('finding.filter')}>
        {(['all', 'block', 'warn', 'info'] as const).map(name => (
          <button key={name} type="button" className={styles['pick']} aria-pressed={only === name} onClick={() => { setOnly(name); }}>
            {t(`finding.only.${name}`, { count: counts[name] })}
          </button>
        ))}
      </div>
      <div ref={list} className={styles['findings']}>
        {groups.map(group => (
          <Group key={`${group.rule} ${group.severity}`} group={group} report={report} currentId={order[current]?.id ?? null} chosen={chosen} onShow={show} onFlip={mayChoose ? flip : null} />
        ))}
      </div>
    </>
  );
}

type GroupProps = {
  readonly group: FindingGroup;
  readonly report: PackageReport;
  readonly currentId: FindingId | null;
  readonly chosen: readonly FindingId[];
  readonly onShow: (finding: PackageFinding) => void;
  readonly onFlip: ((finding: PackageFinding) => void) | null;
};

function Group({ group, report, currentId, chosen, onShow, onFlip }: GroupProps): ReactElement {
  const { t } = useTranslation('intake');
  const { titleOf } = useFindingWords();
  return (
    <section aria-label={titleOf(group.rule)}>
      <h2 className={styles['rule']} data-severity={group.severity}>
        <span>{titleOf(group.rule)}</span>
        <span className={styles['soft']}>{t('finding.ruleCount', { rule: group.rule, severity: t(`severity.${group.severity}`), count: group.findings.length })}</span>
        {group.findings.some(isFinal) ? <span className={styles['soft']}>{t(group.findings.every(isFinal) ? 'finding.final' : 'finding.finalSome')}</span> : null}
      </h2>
      <ul>
        {group.findings.map(finding => (
          <li key={finding.id} className={styles['finding']} data-current={finding.id === currentId}>
            {onFlip && canBeLetThrough(finding) ? <FindingBox finding={finding} isChosen={chosen.includes(finding.id)} onFlip={onFlip} /> : <span className={styles['noBox']} title={isFinal(finding) ? t('finding.final') : undefined} />}
            <FindingLine finding={finding} report={report} isCurrent={finding.id === currentId} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingBox({ finding, isChosen, onFlip }: { readonly finding: PackageFinding; readonly isChosen: boolean; readonly onFlip: (finding: PackageFinding) => void }): ReactElement {
  const { t } = useTranslation('intake');
  const { placeOf } = useFindingWords();
  return <Checkbox checked={isChosen} aria-label={t('finding.chooseOne', { place: placeOf(finding.place) })} onChange={() => { onFlip(finding); }} />;
}

type LineProps = { readonly finding: PackageFinding; readonly report: PackageReport; readonly isCurrent: boolean; readonly onShow: (finding: PackageFinding) => void };

function FindingLine({ finding, report, isCurrent, onShow }: LineProps): ReactElement {
  const { sentenceOf, placeOf } = useFindingWords();
  return (
    <button type="button" className={styles['line']} aria-current={isCurrent} data-finding={finding.id} onClick={() => { onShow(finding); }}>
      <span className={styles['lineWords']}>
        <strong>{placeOf(finding.place)}</strong>
        <span>{sentenceOf(finding)}</span>
        <OverrideLine finding={finding} />
      </span>
      {finding.pageId === null ? null : <img className={styles['thumb']} src={windowPaths.intakePage(report.id, finding.pageId, 'thumb')} alt="" width={44} height={62} loading="lazy" draggable={false} />}
    </button>
  );
}

/** Who asked to let it through, why, and who agreed. */
function OverrideLine({ finding: { override } }: { readonly finding: PackageFinding }): ReactElement | null {
  const { t } = useTranslation('intake');
  if (override === null) return null;
  const second = override.secondBy === null ? '' : t('override.second', { name: override.secondBy, at: formatDateTime(override.secondAt ?? '') });
  return (
    <span className={styles['override']} data-state={override.state}>
      <strong>{t(`override.state.${override.state}`)}</strong> {t('override.line', { reason: override.reason, name: override.by, at: formatDateTime(override.at) })}{second}
    </span>
  );
}
