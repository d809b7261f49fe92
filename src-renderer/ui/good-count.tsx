import { Button, InputNumber } from 'antd';
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { FormField } from './form-field.tsx';
import styles from './good-count.module.css';

type Props = {
  /** What is asked, and why; left out where it stands above already. */
  readonly heading?: ReactNode;
  readonly label: string;
  /** Which sheet or strip the number means. */
  readonly hintOf: (good: number) => string;
  readonly least?: number;
  readonly most: number;
  readonly confirm: string;
  readonly isSaving?: boolean;
  readonly onCount: (good: number) => void;
};

/** After a jam only a person knows what came out right: he counts from the first, and the hint names the last good one. */
export function GoodCount({ heading, label, hintOf, least = 0, most, confirm, isSaving = false, onCount }: Props): ReactElement {
  const id = useId();
  const [good, setGood] = useState(least);
  return (
    <div className={styles['count']}>
      {heading}
      <FormField id={`${id}-good`} label={label} hint={hintOf(good)}>
        <InputNumber id={`${id}-good`} autoFocus aria-describedby={`${id}-good-hint`} min={least} max={most} precision={0} value={good} onChange={value => { setGood(value ?? least); }} />
      </FormField>
      <Button type="primary" loading={isSaving} onClick={() => { onCount(good); }}>{confirm}</Button>
    </div>
  );
}
