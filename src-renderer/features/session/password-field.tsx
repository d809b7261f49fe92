import { Input, type InputRef } from 'antd';
import { useId, useState, type KeyboardEvent, type ReactElement, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './session.module.css';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNew?: boolean;
  readonly autoFocus?: boolean;
  readonly fieldRef?: Ref<InputRef>;
};

/** A password with a hint for the most common mistake. The hint's place is always there: nothing jumps. */
export function PasswordField({ label, value, onChange, isNew = false, autoFocus = false, fieldRef }: Props): ReactElement {
  const { t } = useTranslation('session');
  const id = useId();
  const [isCapsLockOn, setIsCapsLockOn] = useState(false);
  const watch = (event: KeyboardEvent): void => {
    setIsCapsLockOn(event.getModifierState('CapsLock'));
  };
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <Input.Password
        id={id}
        {...(fieldRef === undefined ? {} : { ref: fieldRef })}
        value={value}
        maxLength={128}
        autoFocus={autoFocus}
        autoComplete={isNew ? 'new-password' : 'off'}
        aria-describedby={`${id}-hint`}
        onKeyDown={watch}
        onKeyUp={watch}
        onChange={event => {
          onChange(event.target.value);
        }}
      />
      <p className={styles['hint']} id={`${id}-hint`} aria-live="polite">
        {isCapsLockOn ? t('capsLock') : ''}
      </p>
    </div>
  );
}
