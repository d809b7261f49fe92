import { Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { glassBeside, offerResolutions, papers, type ScanChoice } from '#shared/domain/profile-matching';
import type { ProfileSource } from '#shared/domain/scan-profile';
import type { ScannerCapabilities } from '#shared/domain/scanning';
import styles from './scan-settings-row.module.css';
import { ScannerExtras } from './scanner-extras.tsx';
import type { ScannerDesk } from './use-scanner-desk.ts';

/** What the profile has chosen on this device, each open to change; below it, what the device could not give. */
export function ScanSettingsRow({ scanners, isOff }: { readonly scanners: ScannerDesk; readonly isOff: boolean }): ReactElement {
  const { t } = useTranslation('scanning');
  const { device, choice } = scanners;
  const isNoneFound = scanners.scannerId === null && !scanners.isSearching && !scanners.error;
  return (
    <>
      <div className={styles['settings']}>
        {isNoneFound ? <p className={styles['none']} role="status">{t('scanner.none')}</p> : null}
        {device && choice && device.endsBy !== 'person' ? <Settings device={device} choice={choice} isOff={isOff || scanners.isLocked} onEdit={scanners.edit} /> : null}
      </div>
      <p className={styles['shortfalls']} role="status"><Shortfalls scanners={scanners} /></p>
      <ScannerExtras scanners={scanners} isOff={isOff} />
    </>
  );
}

type SettingsProps = {
  readonly device: ScannerCapabilities;
  readonly choice: ScanChoice;
  readonly isOff: boolean;
  readonly onEdit: ScannerDesk['edit'];
};

function Settings({ device, choice, isOff, onEdit }: SettingsProps): ReactElement {
  const { t } = useTranslation('scanning');
  const common = { size: 'small', virtual: false, disabled: isOff, popupMatchSelectWidth: false } as const;
  return (
    <>
      <Select
        {...common}
        aria-label={t('scanner.source')}
        value={sourceKey(choice)}
        onChange={(_key, option) => { if (option && !Array.isArray(option)) onEdit(option.source); }}
        options={sourceOptions(device, kind => t(`scanner.sourceKind.${kind}`))}
      />
      <Select
        {...common}
        aria-label={t('scanner.mode')}
        value={choice.modeName}
        onChange={modeName => { onEdit({ modeName }); }}
        options={nameOptions(device.modes, kind => t(`scanner.modeKind.${kind}`))}
      />
      <Select
        {...common}
        aria-label={t('scanner.resolution')}
        value={choice.resolutionDpi}
        onChange={resolutionDpi => { onEdit({ resolutionDpi }); }}
        options={offerResolutions(device, choice.resolutionDpi).map(dpi => ({ value: dpi, label: t('scanner.dpi', { dpi }) }))}
      />
      <Select
        {...common}
        aria-label={t('scanner.paper')}
        value={choice.paperId}
        onChange={paperId => { onEdit({ paperId }); }}
        options={papers.map(paper => ({ value: paper.id, label: t(`scanner.paperName.${paper.id}`) }))}
      />
    </>
  );
}

type Named<Kind> = { readonly name: string; readonly kind: Kind };

/** A word for each kind; the device's own name beside it where it offers a kind twice. */
function nameOptions<Kind>(offered: readonly Named<Kind>[], nameKind: (kind: Kind) => string): { value: string; label: string; title: string }[] {
  return offered.map(({ name, kind }) => {
    const isOnly = offered.filter(other => other.kind === kind).length === 1;
    return { value: name, label: isOnly ? nameKind(kind) : `${nameKind(kind)} ${name}`, title: name };
  });
}

type SourceChoice = Pick<ScanChoice, 'sourceName' | 'glassName'>;
type SourceOption = { readonly value: string; readonly label: string; readonly title: string; readonly source: SourceChoice };

/** Both names as one value of a list. */
const sourceKey = ({ sourceName, glassName }: SourceChoice): string | null => (sourceName === null ? null : JSON.stringify([sourceName, glassName]));

/** Each source alone, then each feeder of a device that has a glass as well with that for when it is empty. */
function sourceOptions(device: ScannerCapabilities, nameKind: (kind: ProfileSource) => string): SourceOption[] {
  const single = nameOptions(device.sources, nameKind).map(({ value: sourceName, ...words }) => ({ ...words, source: { sourceName, glassName: null } }));
  const double = device.sources.flatMap(({ name: sourceName, kind }) => {
    const glassName = glassBeside(sourceName, device);
    return kind === 'flatbed' || glassName === null ? [] : [{ label: nameKind(`${kind}-or-glass`), title: `${sourceName} / ${glassName}`, source: { sourceName, glassName } }];
  });
  return [...single, ...double].map(option => ({ ...option, value: sourceKey(option.source) ?? '' }));
}

function Shortfalls({ scanners }: { readonly scanners: ScannerDesk }): string {
  const { t } = useTranslation('scanning');
  const size = { width: Math.floor(scanners.device?.maxWidthMm ?? 0), height: Math.floor(scanners.device?.maxHeightMm ?? 0) };
  return scanners.shortfalls.map(shortfall => t(`scanner.shortfall.${shortfall}`, size)).join('');
}
