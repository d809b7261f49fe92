import { useMutation } from '@tanstack/react-query';
import { Button, type InputRef } from 'antd';
import { useId, useRef, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '#shared/contract/desktop-api';
import type { Account } from '#shared/domain/account';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DoorTop } from './door-top.tsx';
import { KeyUnlock } from './key-unlock.tsx';
import { PasswordField } from './password-field.tsx';
import { usePresentKeys } from './present-keys.ts';
import styles from './session.module.css';

type Props = {
  readonly account: Account;
  readonly onUnlocked: (signedIn: SignedIn) => void;
  readonly onSignOut: () => void;
};

/** Blanks the work until the person has proved himself again: by password, or by the key with which he signed in. */
export function LockScreen(props: Props): ReactElement {
  const { t } = useTranslation('session');
  const { account } = props;
  const id = useId();
  const present = usePresentKeys();
  const who = (
    <>
      <p className={styles['product']}>{t('locked.title')}</p>
      <h1 className={styles['title']} id={id}>
        {account.displayName}
      </h1>
      <p className={styles['soft']}>{account.unitName}</p>
    </>
  );
  const ownKeyId = present?.ownKeyId ?? null;
  return (
    <div className={styles['door']}>
      <DoorTop />
      <main className={styles['column']}>
        {present && ownKeyId !== null ? (
          <KeyUnlock present={present} ownKeyId={ownKeyId} titleId={id} onUnlocked={props.onUnlocked} onSignOut={props.onSignOut}>
            {who}
          </KeyUnlock>
        ) : (
          <PasswordUnlock {...props} titleId={id}>
            {who}
          </PasswordUnlock>
        )}
      </main>
    </div>
  );
}

type PasswordUnlockProps = Props & { readonly titleId: string; readonly children: ReactElement };

function PasswordUnlock({ titleId, onUnlocked, onSignOut, children }: PasswordUnlockProps): ReactElement {
  const { t } = useTranslation('session');
  const field = useRef<InputRef>(null);
  const [password, setPassword] = useState('');
  const unlock = useMutation({
    mutationFn: () => callDesktop('session.unlock', { password }),
    onSuccess: onUnlocked,
    onError: () => {
      setPassword('');
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (password !== '') unlock.mutate();
    else field.current?.focus();
  };
  return (
    <form className={styles['card']} onSubmit={submit} aria-labelledby={titleId}>
      {children}
      <p className={styles['lesson']}>{t('locked.lesson')}</p>
      <PasswordField label={t('password')} value={password} onChange={setPassword} autoFocus fieldRef={field} />
      <Button type="primary" htmlType="submit" block loading={unlock.isPending}>
        {t('locked.unlock')}
      </Button>
      <Button type="text" block onClick={onSignOut}>
        {t('locked.signOut')}
      </Button>
      <div className={styles['notice']}>
        <ErrorNotice error={unlock.error} />
      </div>
    </form>
  );
}
