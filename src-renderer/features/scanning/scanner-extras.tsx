import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PanelDrawer } from '../../ui/panel-drawer.tsx';
import { DeviceOptionFields } from './device-option-fields.tsx';
import styles from './device-options.module.css';
import { ScannerPlacesPanel } from './scanner-places-panel.tsx';
import type { ScannerDesk } from './use-scanner-desk.ts';

type Opened = 'options' | 'places' | null;

/** What is wanted once in a while: the device's own settings, and scanners that SANE does not find. */
export function ScannerExtras({ scanners, isOff }: { readonly scanners: ScannerDesk; readonly isOff: boolean }): ReactElement {
  const { t } = useTranslation('scanning');
  const [opened, setOpened] = useState<Opened>(null);
  const close = (): void => { setOpened(null); };
  const count = scanners.choice?.options.length ?? 0;
  return (
    <div className={styles['extras']}>
      {scanners.device?.endsBy === 'person' ? <p className={styles['lesson']}>{t('folder.waiting')}</p> : null}
      <Button size="small" type="link" disabled={isOff || !hasOptions(scanners)} onClick={() => { setOpened('options'); }}>
        {count > 0 ? t('options.count', { count }) : t('options.open')}
      </Button>
      <Button size="small" type="link" disabled={isOff} onClick={() => { setOpened('places'); }}>{t('places.open')}</Button>
      <PanelDrawer isOpen={opened === 'options'} size={620} title={t('options.title')} onClose={close}>
        <OptionsPanel scanners={scanners} />
      </PanelDrawer>
      <PanelDrawer isOpen={opened === 'places'} size={620} title={t('places.title')} onClose={close}>
        <ScannerPlacesPanel onChanged={scanners.refresh} />
      </PanelDrawer>
    </div>
  );
}

function hasOptions({ device, choice }: ScannerDesk): boolean {
  return choice !== undefined && (device?.options ?? []).length > 0;
}

function OptionsPanel({ scanners: { device, choice, isLocked, edit } }: { readonly scanners: ScannerDesk }): ReactElement {
  const { t } = useTranslation('scanning');
  return (
    <div className={styles['panel']}>
      <p className={styles['lesson']}>{t(isLocked ? 'options.locked' : 'options.lead')}</p>
      {device && choice ? <DeviceOptionFields device={device} options={choice.options} isOff={isLocked} onChange={options => { edit({ options }); }} /> : null}
    </div>
  );
}
