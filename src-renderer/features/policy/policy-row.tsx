import { InputNumber } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessPolicy } from '#shared/domain/administration';
import { policyNumbers, type Direction, type PolicyField, type PolicyNumber } from './policy-changes.ts';
import { textKeyOf, usePolicyWords } from './policy-words.ts';
import styles from './policy.module.css';

type RowProps = { readonly name: PolicyField; readonly before: AccessPolicy; readonly direction: Direction; readonly children: ReactNode };

/** Name and meaning left, the value, and which way it goes. The place of the last is always there: nothing jumps. */
export function PolicyRow({ name, before, direction, children }: RowProps): ReactElement {
  const { t } = useTranslation('policy');
  const wordsOf = usePolicyWords();
  return (
    <div className={styles['row']} data-field={name}>
      <div>
        <p className={styles['name']}>{t(`name.${textKeyOf(name)}`)}</p>
        <p className={styles['meaning']}>{t(`meaning.${textKeyOf(name)}`)}</p>
      </div>
      <div className={styles['value']}>{children}</div>
      <p className={styles['direction']} data-direction={direction} role="status">
        {direction === 'same' ? null : (
          <>
            <strong>{t(`direction.${direction}`)}</strong> {t('was', { value: wordsOf(before, name) })}
          </>
        )}
      </p>
    </div>
  );
}

type NumberProps = {
  readonly name: PolicyNumber;
  readonly before: AccessPolicy;
  readonly value: number;
  readonly direction: Direction;
  readonly isReadOnly: boolean;
  readonly onChange: (value: number) => void;
};

export function NumberRow({ name, before, value, direction, isReadOnly, onChange }: NumberProps): ReactElement {
  const { t } = useTranslation('policy');
  const { min, max } = policyNumbers[name];
  return (
    <PolicyRow name={name} before={before} direction={direction}>
      <InputNumber
        className={styles['number'] ?? ''}
        aria-label={t(`name.${textKeyOf(name)}`)}
        precision={0}
        min={min}
        max={max}
        disabled={isReadOnly}
        value={value}
        // An emptied field keeps the last number; leaving it shows that again.
        onChange={next => { if (next !== null) onChange(next); }}
      />
      <span>{t(`unit.${textKeyOf(name)}`)}</span>
      <span className={styles['range']}>{t('range', { min, max })}</span>
    </PolicyRow>
  );
}
