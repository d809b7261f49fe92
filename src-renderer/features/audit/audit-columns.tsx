import { useTranslation } from 'react-i18next';
import type { AuditEvent } from '#shared/domain/audit-event';
import { formatDateTimeSeconds } from '../../ui/date-time.ts';
import type { Column } from '../../ui/record-table.tsx';
import { useActName } from './act-name.ts';
import { ResultWord } from './result-word.tsx';

export function useAuditColumns(): readonly Column<AuditEvent>[] {
  const { t } = useTranslation('oversight');
  const nameAct = useActName();
  return [
    { id: 'at', title: t('column.at'), width: '192px', render: ({ at }) => formatDateTimeSeconds(at) },
    { id: 'actor', title: t('column.actor'), width: '104px', render: ({ actorName }) => actorName || t('none') },
    { id: 'unit', title: t('column.unit'), width: '16%', render: ({ actorUnitName }) => actorUnitName || t('none') },
    { id: 'terminal', title: t('column.terminal'), width: '12%', render: ({ terminalName }) => terminalName || t('none') },
    { id: 'act', title: t('column.act'), width: '16%', render: ({ act }) => nameAct(act) },
    { id: 'object', title: t('column.object'), render: ({ object }) => object || t('none') },
    { id: 'result', title: t('column.result'), width: '96px', render: ({ result }) => <ResultWord result={result} /> },
  ];
}
