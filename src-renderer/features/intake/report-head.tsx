import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingId } from '#shared/domain/ids';
import type { PackageReport } from '#shared/domain/intake';
import { useHasRole } from '../../api/signed-in.ts';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { PageHeader } from '../../ui/page-header.tsx';
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
  const mayReceive = useHasRole('archivist');
  const [proposal] = proposalsFor(report.findings);
  const [isDeciding, setIsDeciding] = useState(false);
  const { name, number, batchNumber, personName, archiveNumber, checkedAt, materials, pages } = report;
  const lead = [t('report.number', { batchNumber, number }), name, archiveNumber ?? '', t('report.amount', { materials, pages }), checkedAt === null ? '' : t('report.checkedAt', { at: formatDateTime(checkedAt) })].filter(Boolean).join(' · ');
  const decide = <Button type="primary" onClick={() => { setIsDeciding(true); }}>{t('override.decide')}</Button>;
  const letThrough = <Button type={proposal ? 'default' : 'primary'} disabled={chosen.length === 0} onClick={onOverride}>{chosen.length === 0 ? t('override.open') : t('override.openSome', { count: chosen.length })}</Button>;
  const mayOverride = mayReceive && report.state === 'checked' && report.findings.length > 0;
  return (
    <>
      <PageHeader
        back={<Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('report.back')} title={t('report.back')} onClick={onLeave} />}
        title={personName ?? t('report.nobody')}
        lead={<span title={lead}>{lead}</span>}
        actions={
          <>
            {mayReceive && report.state === 'waiting' ? <Withdraw report={report} /> : null}
            {proposal && mayOverride ? letThrough : null}
          </>
        }
        primary={proposal ? decide : mayOverride ? letThrough : null}
      />
      <div className={styles['verdict']} data-verdict={report.state === 'checked' ? verdictWith(report.findings) : report.state}>
        <VerdictWords report={report} sentence={sentence} />
        <DefectSheets batchId={report.batchId} packageId={report.id} isOffered={report.findings.length > 0} />
      </div>
      {proposal ? <DecideOverride isOpen={isDeciding} report={report} proposal={proposal} onDone={said => { setIsDeciding(false); onDone(said); }} onClose={() => { setIsDeciding(false); }} /> : null}
    </>
  );
}

function VerdictWords({ report, sentence }: Pick<Props, 'report' | 'sentence'>): ReactElement {
  const { t } = useTranslation('intake');
  const isChecked = report.state === 'checked';
  const open = countBySeverity(report.findings.filter(finding => !isLetThrough(finding)));
  const verdict = verdictWith(report.findings);
  const advice = isChecked ? t(`advice.${verdict}`, { block: open.block, warn: open.warn }) : t(`advice.${report.state}`);
  const present = report.present && isChecked ? t('report.present', { version: report.present.version, oldMaterials: report.present.materials, oldPages: report.present.pages, materials: report.materials, pages: report.pages }) : '';
  return (
    <p className={styles['advice']} role="status">
      <strong>{isChecked ? t(`verdict.${verdict}`) : t(`packageState.${report.state}`)}</strong>
      <span>{sentence ?? advice}</span>
      {present === '' ? null : <span className={styles['soft']}>{present}</span>}
    </p>
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
