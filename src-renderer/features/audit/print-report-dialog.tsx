import { Modal, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import styles from './audit-screen.module.css';
import type { ClosedBounds } from './period.ts';
import { usePrintReport } from './use-print-report.ts';

/** On paper, by a printer of this terminal. */
export function PrintReportDialog({ bounds, onClose }: { readonly bounds: ClosedBounds; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('oversight');
  const { printers, chosen, choose, print, isPrinting, outcome, error } = usePrintReport(bounds);
  const isDone = outcome?.state === 'completed';
  return (
    <Modal
      open
      title={t('report.printTitle')}
      okText={isDone ? t('report.close') : t('report.print')}
      okButtonProps={{ disabled: chosen === null }}
      confirmLoading={isPrinting}
      onOk={isDone ? onClose : print}
      onCancel={onClose}
    >
      <Select
        aria-label={t('report.printer')}
        className={styles['printer'] ?? ''}
        virtual={false}
        placeholder={t('report.noPrinter')}
        options={printers.map(({ name, description }) => ({ value: name, label: description || name }))}
        value={chosen}
        onChange={choose}
      />
      {outcome ? <p role="status">{t(`report.outcome.${outcome.state}`)}</p> : null}
      <ErrorNotice error={error} />
    </Modal>
  );
}
