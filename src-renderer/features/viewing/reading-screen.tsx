import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestId } from '#shared/domain/ids';
import type { ViewableMaterial } from '#shared/domain/viewing';
import { Countdown } from '../../ui/countdown.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useNavigation } from '../../ui/place.ts';
import { useShownSecrecy } from '../../ui/secrecy.ts';
import { PrintDialog } from '../printing/index.ts';
import { OfflineNotice } from './offline-notice.tsx';
import { MaterialReader } from './material-reader.tsx';
import { ViewEnded } from './view-ended.tsx';
import { useViewSession, type ViewHandle } from './view-session.ts';
import { firstMaterial, type OpenView } from './view-state.ts';
import styles from './viewing.module.css';

/** Reading under a grant: what was granted, for as long as it was granted. */
export function ReadingScreen({ requestId }: { readonly requestId: RequestId }): ReactElement {
  const { t } = useTranslation('viewing');
  const handle = useViewSession({ kind: 'grant', requestId });
  const { view } = handle;
  switch (view.kind) {
    case 'opening':
      return <EmptyState isScreen title={t('opening')} />;
    case 'failed':
      return (
        <div className={styles['failed']}>
          <ErrorNotice error={view.error} onRetry={handle.retry} alwaysRetry />
        </div>
      );
    case 'ended':
      return <ViewEnded reason={view.reason} />;
    case 'open':
      return <OpenReading view={view} handle={handle} />;
  }
}

function OpenReading({ view, handle }: { readonly view: OpenView; readonly handle: ViewHandle }): ReactElement {
  const { t } = useTranslation('viewing');
  const { goTo } = useNavigation();
  const [printed, setPrinted] = useState<ViewableMaterial | null>(null);
  const { session } = view;
  useShownSecrecy(session.secrecy);
  return (
    <>
      <PageHeader
        title={session.personName}
        lead={t('lead', { number: session.requestNumber ?? '', total: session.materials.length })}
        actions={<Countdown secondsLeft={view.secondsLeft} onEnd={handle.runOut} />}
        primary={
          <Button type="primary" onClick={() => { goTo({ screen: 'my-requests' }); }}>
            {t('finish')}
          </Button>
        }
      />
      {view.isConfirmed ? <OfflineNotice secondsLeft={view.offlineSecondsLeft} /> : null}
      <MaterialReader
        session={session}
        isConfirmed={view.isConfirmed}
        start={firstMaterial(session)}
        onMaterialChange={handle.setMaterial}
        actionsFor={material => <PrintButton material={material} onPrint={() => { setPrinted(material); }} />}
      />
      {printed ? <PrintDialog session={session} material={printed} onClose={() => { setPrinted(null); }} /> : null}
    </>
  );
}

function PrintButton({ material, onPrint }: { readonly material: ViewableMaterial; readonly onPrint: () => void }): ReactElement {
  const { t } = useTranslation('viewing');
  return material.canPrint ? (
    <Button icon={<PrinterOutlined />} onClick={onPrint}>
      {t('print')}
    </Button>
  ) : (
    <span className={styles['soft']}>{t('readOnly')}</span>
  );
}
