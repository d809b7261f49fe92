import { ReloadOutlined } from '@ant-design/icons';
import { Button, Select, Tooltip } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScanProfile } from '#shared/domain/scan-profile';
import type { ScannerCapabilities } from '#shared/domain/scanning';
import type { Desk } from './desk.ts';
import { nameScanner } from './scanner-name.ts';
import { ScanStatus } from './scan-status.tsx';
import { isBusy } from './scan-run.ts';
import { ScanSettingsRow } from './scan-settings-row.tsx';
import styles from './scanner-panel.module.css';
import type { ScannerDesk } from './use-scanner-desk.ts';

type Props = {
  readonly scanners: ScannerDesk;
  readonly desk: Desk;
  /** Scanning is the next thing to do; else filing is. */
  readonly isPrimary: boolean;
};

/** Which scanner, how, and the button that is pressed all day. */
export function ScannerPanel({ scanners, desk, isPrimary }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const id = useId();
  const isRunning = isBusy(desk.run);
  return (
    <section className={styles['panel']} aria-label={t('scanner.title')}>
      <div className={styles['line']}>
        <label htmlFor={`${id}-scanner`}>{t('scanner.label')}</label>
        <Select
          id={`${id}-scanner`}
          className={styles['grow'] ?? ''}
          virtual={false}
          disabled={isRunning}
          placeholder={scanners.isSearching ? t('scanner.searching') : ''}
          value={scanners.scannerId}
          onChange={(scannerId: string | null) => { if (scannerId !== null) scanners.chooseScanner(scannerId); }}
          options={scanners.scanners.map(scanner => ({ value: scanner.id, label: nameScanner(t, scanner), title: scanner.id }))}
        />
        <Tooltip title={t('scanner.refresh')}>
          <Button icon={<ReloadOutlined />} aria-label={t('scanner.refresh')} disabled={isRunning} loading={scanners.isSearching} onClick={scanners.refresh} />
        </Tooltip>
      </div>
      <div className={styles['line']}>
        <label htmlFor={`${id}-profile`}>{t('scanner.profile')}</label>
        <Select
          id={`${id}-profile`}
          className={styles['grow'] ?? ''}
          virtual={false}
          disabled={isRunning}
          value={scanners.profileId}
          onChange={scanners.chooseProfile}
          options={scanners.profiles.map(profile => ({ value: profile.id, label: nameProfile(t, profile) }))}
        />
      </div>
      <ScanSettingsRow scanners={scanners} isOff={isRunning} />
      <Button
        className={styles['scan'] ?? ''}
        type={isPrimary && !isRunning ? 'primary' : 'default'}
        size="large"
        block
        disabled={isRunning ? desk.run.kind === 'running' && desk.run.isStopping : !desk.canScan}
        onClick={isRunning ? desk.stop : desk.scan}
        data-testid="scan"
      >
        {scanWords(t, desk, scanners.device)}
      </Button>
      <ScanStatus run={desk.run} />
    </section>
  );
}

/** What came with the program has its name in the language of the window; what an administrator named keeps his words. */
function nameProfile(t: Translate, { name, preset, isLocked }: ScanProfile): string {
  const words = preset === null ? name : t(`scanner.profileName.${preset}`);
  return isLocked ? t('scanner.lockedProfile', { name: words }) : words;
}

type Translate = ReturnType<typeof useTranslation<'scanning'>>['t'];

function scanWords(t: Translate, { run }: Desk, device: ScannerCapabilities | undefined): string {
  if (run.kind === 'running' && run.isStopping) return t('scanner.stopping');
  if (!isBusy(run)) return t('scanner.scan');
  return t(device?.endsBy === 'person' ? 'folder.finish' : 'scanner.stop');
}
