import { useTranslation } from 'react-i18next';
import type { Reading } from '#shared/domain/oversight';
import { formatDateTime } from '../../ui/date-time.ts';
import type { Column } from '../../ui/record-table.tsx';
import styles from './audit-screen.module.css';

export function useReadingColumns(): readonly Column<Reading>[] {
  const { t } = useTranslation('oversight');
  const formatLength = useLengthWords();
  return [
    { id: 'openedAt', title: t('reading.openedAt'), width: '168px', render: ({ openedAt }) => formatDateTime(openedAt) },
    { id: 'reader', title: t('reading.reader'), width: '144px', render: ({ readerName, secondReaderName }) => [readerName, secondReaderName].filter(Boolean).join('、') },
    { id: 'unit', title: t('reading.unit'), render: ({ readerUnitName }) => readerUnitName },
    { id: 'terminal', title: t('reading.terminal'), width: '11%', isSpare: true, render: ({ terminalName }) => terminalName },
    { id: 'file', title: t('reading.file'), width: '128px', render: ({ archiveNumber }) => archiveNumber },
    {
      id: 'request',
      title: t('reading.request'),
      width: '160px',
      render: ({ requestNumber, circleName }) => (
        <>
          {requestNumber ?? t('reading.custody')} {circleName === null ? null : <span className={styles['confidential']}>{t('reading.confidential')}</span>}
        </>
      ),
    },
    { id: 'materials', title: t('reading.materials'), width: '72px', align: 'right', render: ({ materials }) => materials.length },
    { id: 'length', title: t('reading.length'), width: '112px', align: 'right', render: ({ seconds }) => formatLength(seconds) },
    { id: 'sheets', title: t('reading.sheets'), width: '72px', align: 'right', render: ({ materials }) => materials.reduce((sum, { printedSheets }) => sum + printedSheets, 0) },
  ];
}

export function useLengthWords(): (seconds: number) => string {
  const { t } = useTranslation('oversight');
  return seconds => (seconds < 60 ? t('reading.seconds', { seconds }) : t('reading.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }));
}
