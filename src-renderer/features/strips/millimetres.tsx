import { InputNumber } from 'antd';
import type { ReactElement } from 'react';
import { FormField } from '../../ui/form-field.tsx';
import styles from './strips.module.css';

type Props = { readonly id: string; readonly label: string; readonly value: number; readonly min: number; readonly max: number; readonly onChange: (value: number) => void };

/** A length, to a tenth of a millimetre; ↑ and ↓ move by half a millimetre. */
export function Millimetres({ id, label, value, min, max, onChange }: Props): ReactElement {
  return (
    <FormField id={id} label={label}>
      <InputNumber id={id} className={styles['number'] ?? ''} min={min} max={max} step={0.5} value={value} onChange={typed => { if (typed !== null) onChange(Math.round(typed * 10) / 10); }} />
    </FormField>
  );
}
