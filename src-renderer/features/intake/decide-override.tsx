import { Button, Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackageFinding, PackageReport } from '#shared/domain/intake';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { OverrideTable } from './override-table.tsx';

type Props = { readonly isOpen: boolean; readonly report: PackageReport; readonly proposal: readonly PackageFinding[]; readonly onDone: (sentence: string) => void; readonly onClose: () => void };

/** The second person: who asks what for which reason, what would follow; agreed to or refused as a whole. */
export function DecideOverride({ isOpen, report, proposal, onDone, onClose }: Props): ReactElement {
  const { t } = useTranslation(['intake', 'common']);
  const override = proposal[0]?.override;
  const deciding = useAct('intake.decideOverride', (_report, { agrees }) => { onDone(t(agrees ? 'override.agreed' : 'override.refused', { count: proposal.length })); });
  const decide = (agrees: boolean): void => { deciding.mutate({ packageId: report.id, findingIds: proposal.map(({ id }) => id), agrees }); };
  const isPendingAs = (agrees: boolean): boolean => deciding.isPending && deciding.variables.agrees === agrees;
  return (
    <Modal
      open={isOpen}
      width={720}
      title={t('override.decideTitle', { count: proposal.length })}
      onCancel={onClose}
      destroyOnHidden
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel', { ns: 'common' })}</Button>
          <Button loading={isPendingAs(false)} onClick={() => { decide(false); }}>{t('override.refuse')}</Button>
          <Button type="primary" loading={isPendingAs(true)} onClick={() => { decide(true); }}>{t('override.agree')}</Button>
        </>
      }
    >
      <OverrideTable report={report} findings={proposal} />
      <FactList
        facts={[
          { name: t('override.reason'), value: override?.reason },
          { name: t('override.by'), value: override ? t('byAt', { name: override.by, at: formatDateTime(override.at) }) : '' },
        ]}
      />
      <p>{t('override.decideLesson')}</p>
      <ErrorNotice error={deciding.error} />
    </Modal>
  );
}
