import { InputNumber, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SecrecyLevel, type Secrecy } from '#shared/domain/secrecy';
import { FieldPair, FormField } from './form-field.tsx';

type Props = { readonly id: string; readonly value: Secrecy; readonly onChange: (secrecy: Secrecy) => void };

/** The longest term of each level, which an unmarked one means. */
const longestYears: Readonly<Record<SecrecyLevel, number>> = { secret: 10, confidential: 20, 'top-secret': 30 };

/** Level and term; a new level brings its longest term. */
export function SecrecyField({ id, value, onChange }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <FieldPair>
      <FormField id={`${id}-level`} label={t('secrecy.level')}>
        <Select
          id={`${id}-level`}
          value={value.level}
          options={SecrecyLevel.options.map(level => ({ value: level, label: t(`secrecy.levelName.${level}`) }))}
          onChange={(level: SecrecyLevel) => { onChange({ level, years: longestYears[level] }); }}
        />
      </FormField>
      <FormField id={`${id}-years`} label={t('secrecy.years')}>
        <InputNumber id={`${id}-years`} precision={0} min={1} max={longestYears[value.level]} value={value.years} onChange={years => { if (years !== null) onChange({ ...value, years }); }} />
      </FormField>
    </FieldPair>
  );
}
