import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingId } from '#shared/domain/ids';
import type { PackageReport } from '#shared/domain/intake';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { DecideOverride } from './decide-override.tsx';
import { DefectSheets } from './defect-sheets.tsx';
import { countBySeverity, isLetThrough, proposalsFor, verdictWith } from './finding-groups.ts';
import styles from './package-screen.module.css';

type Props = {
  readonly report: PackageReport;
  readonly chosen: readonly FindingId[];
  /** What has just been done, told until the next act. */
  readonly sentence: string | null;
  readonly onLeave: () => void;
  readonly onOverride: () => void;
  readonly onDone: (sentence: string) => void;
};

/** Whose package, the verdict in words, and what to do next. */
export function ReportHead({ report, chosen, sentence, onLeave, onOverride, onDone }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const lead = useLead(report);
  const [proposal] = proposalsFor(report.findings);
  const [isDeciding, setIsDeciding] = useState(false);
  const close = (): void => { setIsDeciding(false); };
  return (
    <>
      <PageHeader
        back={<Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('report.back')} title={t('report.back')} onClick={onLeave} />}
        title={report.personName ?? t('report.nobody')}
        lead={<span title={lead}>{lead}</span>}
        actions={<ArchivistActs report={report} chosen={chosen} isPrimary={proposal === undefined} onOverride={onOverride} />}
        primary={proposal ? <Button type="primary" onClick={() => { setIsDeciding(true); }}>{t('override.decide')}</Button> : null}
      />
      <div className={styles['verdict']} data-verdict={report.state === 'checked' ? verdictWith(report.findings) : report.state}>
        <VerdictWords report={report} sentence={sentence} />
        <DefectSheets batchId={report.batchId} packageId={report.id} isOffered={report.findings.length > 0} />
      </div>
      {proposal ? <DecideOverride isOpen={isDeciding} report={report} proposal={proposal} onDone={said => { close(); onDone(said); }} onClose={close} /> : null}
    </>
  );
}

function useLead({ name, number, batchNumber, archiveNumber, checkedAt, materials, pages }: PackageReport): string {
  const { t } = useTranslation('intake');
  const checked = checkedAt === null ? '' : t('report.checkedAt', { at: formatDateTime(checkedAt) });
  return [t('report.number', { batchNumber, number }), name, archiveNumber, t('report.amount', { materials, pages }), checked].filter(Boolean).join(' · ');
}

type ActsProps = Pick<Props, 'report' | 'chosen' | 'onOverride'> & { /** Nobody waits for a decision: letting through is what comes next. */ readonly isPrimary: boolean };

/** What the archivist may do with a package: take it back before its checks, let findings through after them. */
function ArchivistActs({ report, chosen, isPrimary, onOverride }: ActsProps): ReactElement | null {
  const { t } = useTranslation('intake');
  const mayReceive = useHasRole('archivist');
  if (!mayReceive) return null;
  if (report.state === 'waiting') return <Withdraw report={report} />;
  if (report.state === 'withdrawn') return report.batchState === 'open' ? <OfferAgain report={report} /> : null;
  if (report.state !== 'checked' || report.findings.length === 0) return null;
  return <Button type={isPrimary ? 'primary' : 'default'} disabled={chosen.length === 0} onClick={onOverride}>{chosen.length === 0 ? t('override.open') : t('override.openSome', { count: chosen.length })}</Button>;
}

function VerdictWords({ report, sentence }: Pick<Props, 'report' | 'sentence'>): ReactElement {
  const { t } = useTranslation('intake');
  const isChecked = report.state === 'checked';
  const open = countBySeverity(report.findings.filter(finding => !isLetThrough(finding)));
  const verdict = verdictWith(report.findings);
  const known = verdict === 'defective' && open.warn === 0 ? 'defectiveOnly' : verdict;
  const advice = isChecked ? t(`advice.${known}`, { block: open.block, warn: open.warn }) : t(`advice.${report.state}`);
  const present = report.present && isChecked ? t('report.present', { version: report.present.version, oldMaterials: report.present.materials, oldPages: report.present.pages, materials: report.materials, pages: report.pages }) : '';
  return (
    <p className={styles['advice']} role="status">
      <strong>{isChecked ? t(`verdict.${verdict}`) : t(`packageState.${report.state}`)}</strong>
      <span>{sentence ?? advice}</span>
      {present === '' ? null : <span className={styles['soft']}>{present}</span>}
    </p>
  );
}

/** The first offer stays taken back; this is another one of the same folder or file. */
function OfferAgain({ report }: { readonly report: PackageReport }): ReactElement {
  const { t } = useTranslation('intake');
  const { goTo } = useNavigation();
  const offering = useAct('deliveries.again', () => { goTo({ screen: 'batch', batchId: report.batchId }); });
  return (
    <>
      <ErrorNotice error={offering.error} />
      <Button type="primary" loading={offering.isPending} data-act="offer-again" onClick={() => { offering.mutate({ batchId: report.batchId, packageId: report.id }); }}>{t('withdraw.again')}</Button>
    </>
  );
}

/** Only before it is checked: afterwards it is returned with its findings. */
function Withdraw({ report }: { readonly report: PackageReport }): ReactElement {
  const { t } = useTranslation('intake');
  const [isAsking, setIsAsking] = useState(false);
  const withdrawing = useAct('intake.withdrawPackage', () => { setIsAsking(false); });
  return (
    <>
      <Button onClick={() => { setIsAsking(true); }}>{t('withdraw.open')}</Button>
      <ReasonDialog
        isOpen={isAsking}
        consequence={t('withdraw.consequence')}
        texts={{ title: t('withdraw.title', { name: report.name }), reason: t('withdraw.reason'), quick: t('decide.quick'), reasons: t('withdraw.reasons'), confirm: t('withdraw.open') }}
        isPending={withdrawing.isPending}
        error={withdrawing.error}
        onConfirm={reason => { withdrawing.mutate({ id: report.id, reason }); }}
        onClose={() => { setIsAsking(false); }}
      />
    </>
  );
}
