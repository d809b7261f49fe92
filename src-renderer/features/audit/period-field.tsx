import { DatePicker, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './audit-screen.module.css';
import { periodPresets, type Period, type PeriodPreset } from './period.ts';

type Props = { readonly period: Period; readonly presets?: readonly PeriodPreset[]; readonly onChange: (period: Period) => void };

/** Since when: one of the usual periods, or days of one's own. */
export function PeriodField({ period, presets = periodPresets, onChange }: Props): ReactElement {
  const { t } = useTranslation('oversight');
  const dayField = (key: 'fromDay' | 'untilDay'): ReactElement => (
    <DatePicker
      className={styles['picker'] ?? ''}
      aria-label={t(`period.${key}`)}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY/M/D']}
      placeholder={period[key] ?? 'YYYY-MM-DD'}
      onChange={(_date, text) => { onChange({ ...period, [key]: text === '' ? null : text }); }}
    />
  );
  return (
    <>
      <Select
        className={styles['period'] ?? ''}
        aria-label={t('period.label')}
        virtual={false}
        value={period.preset}
        options={presets.map(preset => ({ value: preset, label: t(`period.preset.${preset}`) }))}
        onChange={(preset: PeriodPreset) => { onChange({ ...period, preset }); }}
      />
      {period.preset === 'own' ? (
        <span className={styles['day']}>
          {dayField('fromDay')} — {dayField('untilDay')}
        </span>
      ) : null}
    </>
  );
}
