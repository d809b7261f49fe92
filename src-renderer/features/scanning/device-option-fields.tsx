import { Button, Input, InputNumber, Select, Switch } from 'antd';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceOption, DeviceOptionValue, ScannerCapabilities } from '#shared/domain/scanning';
import styles from './device-options.module.css';
import { groupOptions, setDeviceOption, valueOf } from './device-options.ts';

type Props = {
  readonly device: ScannerCapabilities;
  readonly options: readonly DeviceOptionValue[];
  /** Only to be read. */
  readonly isOff?: boolean;
  readonly onChange: (options: readonly DeviceOptionValue[]) => void;
};

/** Every setting that the device itself names, in its own groups and words. What was changed here is marked and can be taken back. */
export function DeviceOptionFields({ device, options, isOff = false, onChange }: Props): ReactElement {
  const { t } = useTranslation('scanning');
  const known = device.options ?? [];
  if (known.length === 0) return <p role="status">{t('options.none')}</p>;
  return (
    <div className={styles['groups']}>
      {groupOptions(known).map(group => (
        <section key={group.title} aria-label={group.title || t('options.other')}>
          <h2 className={styles['title']}>{group.title || t('options.other')}</h2>
          {group.options.map(option => (
            <OptionRow key={option.name} option={option} set={options} isOff={isOff || !option.isActive} onSet={value => { onChange(setDeviceOption(options, option.name, value)); }} />
          ))}
        </section>
      ))}
    </div>
  );
}

type RowProps = { readonly option: DeviceOption; readonly isOff: boolean; readonly set: readonly DeviceOptionValue[]; readonly onSet: (value: DeviceOptionValue['value'] | null) => void };

function OptionRow({ option, set, isOff, onSet }: RowProps): ReactElement {
  const { t } = useTranslation('scanning');
  const id = useId();
  const isSet = set.some(({ name }) => name === option.name);
  return (
    <div className={styles['row']} data-set={isSet}>
      <label htmlFor={id} title={option.name}>{option.title || option.name}</label>
      <OptionValue id={id} option={option} set={set} isOff={isOff} onSet={onSet} />
      <Button size="small" type="link" disabled={!isSet || isOff} aria-label={t('options.backOf', { name: option.title || option.name })} onClick={() => { onSet(null); }}>{t('options.back')}</Button>
    </div>
  );
}

function OptionValue({ id, option, set, isOff, onSet }: RowProps & { readonly id: string }): ReactElement {
  const value = valueOf(option, set);
  const common = { id, size: 'small', disabled: isOff } as const;
  if (option.kind === 'switch') return <Switch {...common} checked={value === true} onChange={onSet} />;
  if (option.choices.length > 0) return <Select {...common} virtual={false} value={value} options={option.choices.map(choice => ({ value: choice, label: String(choice) }))} onChange={onSet} />;
  if (option.kind === 'number') return <NumberValue common={common} option={option} value={value} onSet={onSet} />;
  return <Input {...common} maxLength={200} value={String(value ?? '')} onChange={event => { onSet(event.target.value); }} />;
}

type NumberProps = Pick<RowProps, 'option' | 'onSet'> & { readonly common: { readonly id: string; readonly size: 'small'; readonly disabled: boolean }; readonly value: DeviceOptionValue['value'] | null };

function NumberValue({ common, option: { range, unit }, value, onSet }: NumberProps): ReactElement {
  const { t } = useTranslation('scanning');
  const bounds = range === null ? {} : { min: range.min, max: range.max, ...(range.step > 0 ? { step: range.step } : {}) };
  return (
    <span className={styles['number']}>
      <InputNumber {...common} {...bounds} value={typeof value === 'number' ? value : null} onChange={next => { if (next !== null) onSet(next); }} />
      <span>{unit === 'none' ? '' : t(`options.unit.${unit}`)}</span>
    </span>
  );
}
