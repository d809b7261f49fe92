import { notification } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHasRole } from '../api/signed-in.ts';
import { callDesktop, useDesktopEvent } from '../api/desktop.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { useNavigation } from '../ui/place.ts';

/** A volume's barcode opens the volume, wherever its keeper is, or its desk where he scans; what a sheet's barcode says is for the scanning desk. */
export function Barcodes(): ReactNode {
  const { t } = useTranslation('common');
  const { place, goTo } = useNavigation();
  const isKeeper = useHasRole('archivist');
  const [api, holder] = notification.useNotification();
  useDesktopEvent('barcode.read', ({ barcode }) => {
    if (!isKeeper || barcode.kind !== 'volume') return;
    callDesktop('volumes.findByLabel', { labelNumber: barcode.labelNumber }).then(
      ({ id }) => { goTo({ screen: place.screen === 'scanning' ? 'scanning' : 'volume', volumeId: id }); },
      (error: unknown) => { api.warning({ key: 'barcode', title: t('barcodeUnread'), description: <ErrorNotice error={error} /> }); },
    );
  });
  return holder;
}
