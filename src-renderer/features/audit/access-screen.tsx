import { Button, Drawer } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reading } from '#shared/domain/oversight';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation, type LogLink } from '../../ui/place.ts';
import { RecordList } from '../../ui/record-list.tsx';
import { AccessForm, accessFieldId } from './access-form.tsx';
import { linkOf } from './access-question.ts';
import styles from './audit-screen.module.css';
import { ReadingSheet } from './reading-sheet.tsx';
import { useReadingColumns } from './reading-columns.tsx';
import { useReadings } from './use-readings.ts';

/** Whose file was opened by whom, where, for how long; and what one officer has seen. */
export function AccessScreen(): ReactElement {
  const { t } = useTranslation('oversight');
  const { goTo } = useNavigation();
  const list = useReadings();
  const { asked } = list;
  const [openReading, setOpenReading] = useState<Reading | null>(null);
  const columns = useReadingColumns();
  const showLog = (link: LogLink): void => { goTo({ screen: 'audit', link }); };
  useKeys(t('access.title'), [
    { keys: ['/'], label: t('keys.search'), run: () => document.getElementById(accessFieldId)?.focus() },
  ]);
  return (
    <>
      <PageHeader title={t('access.title')} lead={t('access.lead')} />
      <AccessForm onAsk={list.ask} />
      <div className={styles['body']}>
        <RecordList
          label={t('access.table')}
          list={list}
          columns={columns}
          keyOf={({ id }) => id}
          onOpen={setOpenReading}
          empty={<EmptyState title={t('access.none.title')}>{t('access.none.lesson')}</EmptyState>}
        >
          <Denied count={list.denied} onShow={() => { if (asked) showLog(linkOf(asked, { result: 'denied' })); }} />
          {asked === null ? <EmptyState title={t('access.start.title')}>{t('access.start.lesson')}</EmptyState> : null}
        </RecordList>
      </div>
      <Drawer open={openReading !== null} size={640} title={t('reading.title')} onClose={() => { setOpenReading(null); }} destroyOnHidden>
        {openReading ? <ReadingSheet reading={openReading} onShowLog={showLog} /> : null}
      </Drawer>
    </>
  );
}

function Denied({ count, onShow }: { readonly count: number; readonly onShow: () => void }): ReactElement | null {
  const { t } = useTranslation('oversight');
  if (count === 0) return null;
  return (
    <p className={styles['notice']} role="status">
      {t('access.denied', { count })} <Button size="small" onClick={onShow}>{t('access.showDenied')}</Button>
    </p>
  );
}
