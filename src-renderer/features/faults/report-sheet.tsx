import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultReport } from '#shared/domain/scan-fault';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList, type Fact } from '../../ui/fact-list.tsx';
import styles from './faults.module.css';
import { useTroubleName } from './trouble-name.ts';

type Props = { readonly report: FaultReport; /** What is known of it besides. */ readonly facts?: readonly Fact[] };

/** What happened at a scanner, newest first; what went wrong stands out. */
export function ReportSheet({ report, facts = [] }: Props): ReactElement {
  const { t } = useTranslation('faults');
  const nameOf = useTroubleName();
  return (
    <>
      <FactList facts={[...facts, ...useFacts(report)]} />
      <ul className={styles['steps']} tabIndex={0} aria-label={t('steps')}>
        {report.troubles.map(({ at, code, action }) => <li key={`${at} ${action}`} data-is-trouble="true">{[formatDateTime(at), nameOf(code), t(`action.${action}`)].join('　')}</li>)}
        {report.steps.toReversed().map(({ at, step, ms, status }, index) => <li key={index}>{[formatDateTime(at), t(`step.${step}`), t('ms', { ms }), status].join('　')}</li>)}
      </ul>
    </>
  );
}

function useFacts({ scanner, settings, programVersion, sidesKept }: FaultReport): readonly Fact[] {
  const { t } = useTranslation('faults');
  return [
    { name: t('scanner'), value: scanner && [scanner.vendor, scanner.model, scanner.backend].join(' ') },
    { name: t('settings'), value: settings && [settings.source, settings.mode, t('dpi', { dpi: settings.resolutionDpi })].filter(Boolean).join(' ') },
    { name: t('sides'), value: sidesKept },
    { name: t('version'), value: programVersion },
  ];
}
