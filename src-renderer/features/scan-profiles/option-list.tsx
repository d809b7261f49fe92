import { Button, Select } from 'antd';
import { useId, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceOptionValue, Scanner } from '#shared/domain/scanning';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DeviceOptionFields, setDeviceOption } from '../scanning/index.ts';
import styles from './scan-profiles.module.css';

type Props = { readonly options: readonly DeviceOptionValue[]; readonly onChange: (options: readonly DeviceOptionValue[]) => void };

/** Settings in a device's own words. They are read from a scanner at this terminal, never typed: another model has other words. */
export function OptionList({ options, onChange }: Props): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const [isReading, setIsReading] = useState(false);
  return (
    <fieldset className={styles['group']}>
      <legend>{t('options.title')}</legend>
      <p className={styles['meaning']}>{t('options.lead')}</p>
      {options.length > 0 ? (
        <ul className={styles['options']} aria-label={t('options.title')}>
          {options.map(({ name, value }) => (
            <li key={name}>
              <code>{name} = {String(value)}</code>
              <Button size="small" aria-label={t('options.removeOf', { name })} onClick={() => { onChange(setDeviceOption(options, name, null)); }}>{t('options.remove')}</Button>
            </li>
          ))}
        </ul>
      ) : null}
      {isReading ? <FromDevice options={options} onChange={onChange} /> : <Button onClick={() => { setIsReading(true); }}>{t('options.read')}</Button>}
    </fieldset>
  );
}

function FromDevice({ options, onChange }: Props): ReactElement {
  const { t } = useTranslation('scan-profiles');
  const id = useId();
  const { scanners, scannerId, choose, device, isSearching, isNone, error, refresh } = useScannerHere();
  return (
    <>
      <label htmlFor={id}>{t('options.scanner')}</label>
      <Select id={id} virtual={false} value={scannerId} loading={isSearching} onChange={choose} options={scanners.map(({ id: value, vendor, model }) => ({ value, label: `${vendor} ${model}`.trim() }))} />
      {isNone ? <p role="status">{t('options.noScanner')}</p> : null}
      <ErrorNotice error={error} onRetry={refresh} />
      {device ? <DeviceOptionFields device={device} options={options} onChange={onChange} /> : null}
    </>
  );
}

const noScanners: readonly Scanner[] = [];

/** A scanner of this very terminal, and what it can. */
function useScannerHere() {
  const [chosen, choose] = useState<string | null>(null);
  const list = useDesktopQuery('scanning.listScanners', {});
  const { scanners } = list.data ?? { scanners: noScanners };
  const scannerId = chosen ?? scanners.at(0)?.id ?? null;
  const described = useDesktopQuery('scanning.describeScanner', { scannerId: scannerId ?? '-' }, { isEnabled: scannerId !== null });
  return {
    scanners,
    scannerId,
    choose,
    device: described.data,
    isSearching: list.isFetching || described.isFetching,
    isNone: list.isSuccess && scannerId === null,
    error: list.error ?? described.error,
    refresh: () => void list.refetch(),
  };
}
