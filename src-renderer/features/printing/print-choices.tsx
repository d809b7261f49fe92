import { Checkbox, Select } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfferedPrinter, PrintOptions } from '#shared/domain/printing';
import styles from './printing.module.css';

type Props = { readonly printer: OfferedPrinter | undefined; readonly options: PrintOptions; readonly onChange: (options: PrintOptions) => void; readonly isDisabled: boolean };

/** What this printer offers and nothing else. The size of the paper is that of the sheets, and a copy has one page a sheet: sheets are what is counted. */
export function PrintChoices({ printer, options, onChange, isDisabled }: Props): ReactElement | null {
  const { t } = useTranslation('printing');
  const id = useId();
  if (!printer || !(printer.hasColor || printer.trays.length > 1)) return null;
  return (
    <fieldset className={styles['choices']} disabled={isDisabled}>
      <legend>{t('printer.options')}</legend>
      {printer.hasColor ? <Checkbox disabled={isDisabled} checked={options.isMonochrome} onChange={({ target }) => { onChange({ ...options, isMonochrome: target.checked }); }}>{t('printer.monochrome')}</Checkbox> : null}
      {printer.trays.length > 1 ? (
        <span className={styles['tray']}>
          <label htmlFor={`${id}-tray`}>{t('printer.tray')}</label>
          <Select
            id={`${id}-tray`}
            virtual={false}
            disabled={isDisabled}
            value={options.tray ?? ''}
            options={[{ value: '', label: t('printer.trayAuto') }, ...printer.trays.filter(tray => tray !== 'auto').map(tray => ({ value: tray, label: tray }))]}
            onChange={tray => { onChange({ ...options, tray: tray === '' ? null : tray }); }}
          />
        </span>
      ) : null}
    </fieldset>
  );
}

/** What was chosen for another printer, as far as this one offers it. */
export function fitOptions(options: PrintOptions, printer: OfferedPrinter | undefined): PrintOptions {
  return { isMonochrome: options.isMonochrome && printer?.hasColor === true, isDuplex: false, tray: options.tray !== null && printer?.trays.includes(options.tray) === true ? options.tray : null };
}

export function mayPrintTo({ approval, device }: OfferedPrinter): boolean {
  return approval === 'approved' && device !== 'file';
}
