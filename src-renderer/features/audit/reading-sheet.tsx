import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reading } from '#shared/domain/oversight';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import type { LogLink } from '../../ui/place.ts';
import styles from './audit-screen.module.css';
import { useLengthWords } from './reading-columns.tsx';

type Props = { readonly reading: Reading; readonly onShowLog: (link: LogLink) => void };

/** One reading: which materials, by their numbers, how long, and what was printed. */
export function ReadingSheet({ reading, onShowLog }: Props): ReactElement {
  const { t } = useTranslation('oversight');
  const formatLength = useLengthWords();
  const { archiveNumber, requestNumber, circleName, endedAt } = reading;
  return (
    <div className={styles['sheet']}>
      <FactList
        facts={[
          { name: t('reading.reader'), value: reading.readerName },
          { name: t('reading.second'), value: reading.secondReaderName },
          { name: t('reading.unit'), value: reading.readerUnitName },
          { name: t('reading.terminal'), value: reading.terminalName },
          { name: t('reading.file'), value: archiveNumber },
          { name: t('reading.request'), value: requestNumber ?? t('reading.custody') },
          ...(circleName === null ? [] : [{ name: t('reading.confidential'), value: circleName }]),
          { name: t('reading.openedAt'), value: formatDateTime(reading.openedAt) },
          { name: t('reading.endedAt'), value: endedAt === null ? t('reading.open') : formatDateTime(endedAt) },
        ]}
      />
      <table className={styles['changes']}>
        <thead>
          <tr>
            <th scope="col">{t('reading.material')}</th>
            <th scope="col">{t('reading.length')}</th>
            <th scope="col">{t('reading.sheets')}</th>
          </tr>
        </thead>
        <tbody>
          {reading.materials.map(({ number, seconds, printedSheets }) => (
            <tr key={number}>
              <th scope="row">{number}</th>
              <td>{formatLength(seconds)}</td>
              <td>{printedSheets}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {reading.materials.length === 0 ? <p className={styles['soft']}>{t('reading.nothingRead')}</p> : null}
      <div>
        <Button type="primary" onClick={() => { onShowLog(requestNumber === null ? { archiveNumber } : { object: requestNumber }); }}>{t('reading.showLog')}</Button>
      </div>
    </div>
  );
}
