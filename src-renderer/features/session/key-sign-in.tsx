import { useMutation } from '@tanstack/react-query';
import { Button, Input, Radio, type InputRef } from 'antd';
import { useId, useRef, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '#shared/contract/desktop-api';
import { callDesktop } from '../../api/desktop.ts';
import { useTerminal } from '../../api/signed-in.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { isPinLongEnough, PinField } from './pin-field.tsx';
import type { UsableKey } from './present-keys.ts';
import styles from './session.module.css';

type Props = {
  /** At least one. */
  readonly keys: readonly UsableKey[];
  /** Who signed in here with a key before, by its id. */
  readonly loginNames: Readonly<Record<string, string>>;
  readonly lastLoginName: string;
  /** Shown until this way has an error of its own. */
  readonly error: unknown;
  readonly onSignedIn: (signedIn: SignedIn) => void;
  readonly onUsePassword: () => void;
};

/** Signing in with the key that is plugged in; for a key that was here before the PIN is all that is asked for. */
export function KeySignIn({ keys, loginNames, lastLoginName, error, onSignedIn, onUsePassword }: Props): ReactElement | null {
  const { t } = useTranslation(['session', 'common']);
  const terminal = useTerminal();
  const id = useId();
  const pinRef = useRef<InputRef>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [typedName, setTypedName] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const key = keys.find(each => each.id === chosenId) ?? keys[0];
  const knownName = key ? loginNames[key.id] : undefined;
  const loginName = typedName ?? knownName ?? lastLoginName;
  const signIn = useMutation({
    mutationFn: (keyId: string) => callDesktop('session.signInWithKey', { loginName, keyId, pin }),
    onSuccess: onSignedIn,
    onSettled: () => {
      setPin('');
      pinRef.current?.focus();
    },
  });
  if (!key) return null;
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (loginName.trim() !== '' && isPinLongEnough(pin) && !signIn.isPending) signIn.mutate(key.id);
    else event.currentTarget.querySelector<HTMLInputElement>(loginName.trim() === '' ? 'input[type=text]' : 'input[type=password]')?.focus();
  };
  return (
    <form className={styles['card']} onSubmit={submit} aria-labelledby={`${id}-title`}>
      <p className={styles['product']}>{t('product', { ns: 'common' })}</p>
      <h1 className={styles['title']} id={`${id}-title`}>
        {terminal?.siteName || t('title')}
      </h1>
      <KeyChoice
        keys={keys}
        chosen={key}
        onChoose={chosen => {
          setChosenId(chosen);
          setTypedName(null);
        }}
      />
      <div className={styles['field']}>
        <label htmlFor={`${id}-name`}>{t('loginName')}</label>
        <Input
          id={`${id}-name`}
          type="text"
          value={loginName}
          maxLength={40}
          autoFocus={loginName === ''}
          autoComplete="off"
          spellCheck={false}
          onChange={event => {
            setTypedName(event.target.value);
          }}
        />
      </div>
      <PinField value={pin} onChange={setPin} state={key.pinState} autoFocus={loginName !== ''} fieldRef={pinRef} />
      <Button type="primary" htmlType="submit" block loading={signIn.isPending} disabled={key.pinState === 'locked'}>
        {t('key.signIn')}
      </Button>
      <Button type="text" block onClick={onUsePassword}>
        {t('key.usePassword')}
      </Button>
      <div className={styles['notice']}>
        {signIn.isPending ? <p role="status">{t('key.working')}</p> : <ErrorNotice error={signIn.error ?? error} />}
      </div>
    </form>
  );
}

type ChoiceProps = { readonly keys: readonly UsableKey[]; readonly chosen: UsableKey; readonly onChoose: (id: string) => void };

/** Whose key it is, from its certificate; with several a choice. */
function KeyChoice({ keys, chosen, onChoose }: ChoiceProps): ReactElement {
  const { t } = useTranslation('session');
  const id = useId();
  const nameOf = ({ holder, tokenLabel }: UsableKey): string => holder || tokenLabel || t('key.nameless');
  if (keys.length === 1) {
    return (
      <p className={styles['key']}>
        <span>{t('key.present')}</span>
        <strong>{nameOf(chosen)}</strong>
        <span className={styles['login']}>{t('key.serial', { serial: chosen.serial })}</span>
      </p>
    );
  }
  return (
    <div className={styles['field']}>
      <span id={id}>{t('key.choose')}</span>
      <Radio.Group
        className={styles['choice'] ?? ''}
        aria-labelledby={id}
        value={chosen.id}
        onChange={event => {
          onChoose(String(event.target.value));
        }}
        options={keys.map(key => ({ value: key.id, label: `${nameOf(key)} · ${t('key.serial', { serial: key.serial })}` }))}
      />
    </div>
  );
}
