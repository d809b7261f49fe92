import { Input, type InputRef } from 'antd';
import { useId, type ReactElement, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { pinPolicy, type PinState } from '#shared/domain/signing-key';
import styles from './session.module.css';

type Props = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What the key tells of its tries; said before another one is spent. */
  readonly state: PinState;
  readonly autoFocus?: boolean;
  readonly fieldRef?: Ref<InputRef>;
};

/** The PIN of a key, which goes to the key alone. The place of its hint is always there: nothing jumps. */
export function PinField({ value, onChange, state, autoFocus = false, fieldRef }: Props): ReactElement {
  const { t } = useTranslation('session');
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{t('key.pin')}</label>
      <Input.Password
        id={id}
        {...(fieldRef === undefined ? {} : { ref: fieldRef })}
        value={value}
        maxLength={pinPolicy.maxLength}
        autoFocus={autoFocus}
        autoComplete="off"
        disabled={state === 'locked'}
        status={state === 'final-try' ? 'warning' : ''}
        aria-describedby={`${id}-hint`}
        onChange={event => {
          onChange(event.target.value);
        }}
      />
      <p className={styles['hint']} id={`${id}-hint`} aria-live="polite">
        {state === 'usual' ? '' : t(`key.pinState.${state}`)}
      </p>
    </div>
  );
}

export const isPinLongEnough = (pin: string): boolean => pin.length >= pinPolicy.minLength;
