import { Button, Modal } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultReport } from '#shared/domain/scan-fault';
import { callDesktop } from '../../api/desktop.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList, type Fact } from '../../ui/fact-list.tsx';
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
      <FactList facts={useFacts(report)} />
      <ul className={styles['steps']} tabIndex={0} aria-label={t('report.steps')}>
        {report.troubles.map(({ at, code, action }) => <li key={`${at} ${action}`} data-is-trouble="true">{[formatDateTime(at), code, t(`report.action.${action}`)].join('　')}</li>)}
        {report.steps.toReversed().map(({ at, step, ms, status }, index) => <li key={index}>{[formatDateTime(at), t(`report.step.${step}`), t('report.ms', { ms }), status].join('　')}</li>)}
      </ul>
    </>
  );
}

function useFacts({ scanner, settings, programVersion, sidesKept }: FaultReport): readonly Fact[] {
  const { t } = useTranslation('scanning');
  return [
    { name: t('report.scanner'), value: scanner && [scanner.vendor, scanner.model, scanner.backend].join(' ') },
    { name: t('report.settings'), value: settings && [settings.source, settings.mode, t('scanner.dpi', { dpi: settings.resolutionDpi })].filter(Boolean).join(' ') },
    { name: t('report.sides'), value: sidesKept },
    { name: t('report.version'), value: programVersion },
  ];
}
