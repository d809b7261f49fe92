import { Button, Modal } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ReportSheet } from '../faults/index.ts';
import styles from './fault-report.module.css';

/** 故障报告: what happened at the scanner lately, sent to the data centre; here to see that no page is in it. */
export function FaultReportDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation('scanning');
  return (
    <Modal open={isOpen} width={720} title={t('report.title')} onCancel={onClose} footer={<Button type="primary" onClick={onClose}>{t('report.close')}</Button>} destroyOnHidden>
      <Report />
    </Modal>
  );
}

function Report(): ReactElement {
  const { t } = useTranslation('scanning');
  const sent = useQuery({ queryKey: ['scanning.report'], queryFn: () => callDesktop('scanning.report', {}), staleTime: Infinity, gcTime: 0, retry: false });
  if (sent.error) return <ErrorNotice error={sent.error} alwaysRetry onRetry={() => void sent.refetch()} />;
  if (!sent.data) return <p role="status">{t('report.sending')}</p>;
  const { report, isKept } = sent.data;
  return (
    <>
      <p className={styles['kept']} role="status" data-is-kept={isKept}>{t(isKept ? 'report.kept' : 'report.notKept')}</p>
      <p className={styles['lesson']}>{t('report.lesson')}</p>
      <ReportSheet report={report} />
    </>
  );
}
