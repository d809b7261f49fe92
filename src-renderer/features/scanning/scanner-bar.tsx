import { DownOutlined, ReloadOutlined, SettingOutlined, WarningOutlined } from '@ant-design/icons';
import { Badge, Button, Dropdown, Popover, Select, Tooltip } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatKey } from '../../ui/key-hints.tsx';
import type { Desk } from './desk.ts';
import { shownKeyOf, type DeskAct } from './desk-keys.ts';
import { isBusy } from './scan-run.ts';
import { nameProfile } from './profile-name.ts';
import { nameScanner } from './scanner-name.ts';
import { ScanSettingsRow } from './scan-settings-row.tsx';
import styles from './scanner-bar.module.css';
import { profileKeyOf } from './use-profile-keys.ts';

type Props = {
  readonly desk: Desk;
  /** Scanning is the next thing to do; else filing is. */
  readonly isPrimary: boolean;
  readonly settings: { readonly isOpen: boolean; readonly setOpen: (isOpen: boolean) => void };
};

/** Which scanner, how, and the button that is pressed all day. */
export function ScannerBar({ desk, isPrimary, settings }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const { scanners } = desk;
  const isRunning = isBusy(desk.scan.run);
  const isShort = scanners.shortfalls.length > 0 || (scanners.scannerId === null && !scanners.isSearching);
  return (
    <section className={styles['bar']} aria-label={t('scanner.title')}>
      <ScannerChoice desk={desk} isOff={isRunning} />
      <Tooltip title={t('scanner.refresh')}>
        <Button type="text" icon={<ReloadOutlined />} aria-label={t('scanner.refresh')} disabled={isRunning} loading={scanners.isSearching} onClick={scanners.refresh} />
      </Tooltip>
      <Popover
        open={settings.isOpen}
        onOpenChange={settings.setOpen}
        trigger="click"
        placement="bottomRight"
        title={t('scanner.settings')}
        content={<div className={styles['settings']}><ScanSettingsRow scanners={scanners} isOff={isRunning} /></div>}
      >
        <Tooltip title={`${t('scanner.settings')} (${formatKey(shownKeyOf('settings'))})`}>
          <Badge count={isShort ? <WarningOutlined className={styles['short'] ?? ''} /> : 0} offset={[-8, 8]}>
            <Button type="text" icon={<SettingOutlined />} aria-label={t('scanner.settings')} />
          </Badge>
        </Tooltip>
      </Popover>
      <ScanButton desk={desk} isPrimary={isPrimary} />
    </section>
  );
}

function ScannerChoice({ desk: { scanners }, isOff }: { readonly desk: Desk; readonly isOff: boolean }): ReactElement {
  const { t } = useTranslation('scanning');
  const id = useId();
  return (
    <>
      <label className="visually-hidden" htmlFor={`${id}-scanner`}>{t('scanner.label')}</label>
      <Select
        id={`${id}-scanner`}
        className={styles['scanner'] ?? ''}
        virtual={false}
        disabled={isOff}
        placeholder={t(scanners.isSearching ? 'scanner.searching' : 'scanner.noneShort')}
        value={scanners.scannerId}
        onChange={(scannerId: string | null) => { if (scannerId !== null) scanners.chooseScanner(scannerId); }}
        options={scanners.scanners.map(scanner => ({ value: scanner.id, label: nameScanner(t, scanner), title: scanner.id }))}
        popupMatchSelectWidth={false}
      />
      <label className="visually-hidden" htmlFor={`${id}-profile`}>{t('scanner.profile')}</label>
      <Select
        id={`${id}-profile`}
        className={styles['profile'] ?? ''}
        virtual={false}
        disabled={isOff}
        value={scanners.profileId}
        onChange={scanners.chooseProfile}
        options={scanners.profiles.map((profile, index) => ({ value: profile.id, label: nameProfile(t, profile), shortcut: profileKeyOf(index) }))}
        optionRender={({ data: { label, shortcut } }) => <span className={styles['choice']}>{label}{shortcut === undefined ? null : <kbd aria-hidden="true">{formatKey(shortcut)}</kbd>}</span>}
        popupMatchSelectWidth={false}
      />
    </>
  );
}

const otherScans = ['rescan', 'scanBacks', 'report'] as const satisfies readonly DeskAct[];

function ScanButton({ desk, isPrimary }: Pick<Props, 'desk' | 'isPrimary'>): ReactElement {
  const { t } = useTranslation('scanning');
  const { scan, deeds, canScan, pages } = desk;
  const isRunning = isBusy(scan.run);
  const isStopping = scan.run.kind === 'running' && scan.run.isStopping;
  const type = isPrimary && !isRunning ? 'primary' : 'default';
  return (
    <span className={styles['scan']}>
      <Button type={type} disabled={isRunning ? isStopping : !canScan} onClick={deeds.scan} data-testid="scan">
        {t(scanWords(desk))}
        <kbd aria-hidden="true">{formatKey(shownKeyOf('scan'))}</kbd>
      </Button>
      <Dropdown
        trigger={['click']}
        disabled={isRunning}
        menu={{
          items: otherScans.map(act => ({ key: act, label: t(`keys.act.${act}`), extra: formatKey(shownKeyOf(act)), disabled: act !== 'report' && (!canScan || !pages.focused) })),
          onClick: ({ key }) => { otherScans.filter(act => act === key).forEach(act => { deeds[act](); }); },
        }}
      >
        <Button type={type} icon={<DownOutlined />} aria-label={t('scanner.otherScans')} />
      </Dropdown>
    </span>
  );
}

function scanWords({ scan: { run }, scanners }: Desk): 'scanner.scan' | 'scanner.stop' | 'scanner.stopping' | 'folder.finish' {
  if (run.kind === 'running' && run.isStopping) return 'scanner.stopping';
  if (!isBusy(run)) return 'scanner.scan';
  // A watched folder never says that it is empty: the person does.
  return scanners.device?.endsBy === 'person' ? 'folder.finish' : 'scanner.stop';
}
