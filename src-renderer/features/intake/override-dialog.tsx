import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FindingId } from '#shared/domain/ids';
import type { PackageReport } from '#shared/domain/intake';
import { useAct } from '../../api/use-act.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { countBySeverity } from './finding-groups.ts';
import { OverrideTable } from './override-table.tsx';
import styles from './package-screen.module.css';

type Props = { readonly isOpen: boolean; readonly report: PackageReport; readonly chosen: readonly FindingId[]; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

/** 放行 with a reason: at once for what warns; for what blocks a second person is asked. */
export function OverrideDialog({ isOpen, report, chosen, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const findings = report.findings.filter(({ id }) => chosen.includes(id));
  const { block, warn } = countBySeverity(findings);
  const overriding = useAct('intake.override', () => { onDone(t(block > 0 ? 'override.doneWaits' : 'override.done', { count: findings.length })); });
  return (
    <ReasonDialog
      isOpen={isOpen}
      width={720}
      consequence={
        <>
          <OverrideTable report={report} findings={findings} />
          {warn > 0 ? <p>{t('override.atOnce', { count: warn })}</p> : null}
          {block > 0 ? <p className={styles['warning']}>{t('override.needsSecond', { count: block })}</p> : null}
        </>
      }
      texts={{ title: t('override.title', { count: findings.length }), reason: t('override.reason'), quick: t('override.quick'), reasons: t('override.reasons'), confirm: t(block > 0 ? 'override.propose' : 'override.open') }}
      isPending={overriding.isPending}
      error={overriding.error}
      onConfirm={reason => { overriding.mutate({ packageId: report.id, findingIds: [...chosen], reason }); }}
      onClose={onClose}
    />
  );
}
