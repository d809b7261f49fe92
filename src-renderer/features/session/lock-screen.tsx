import { useMutation } from '@tanstack/react-query';
import { Button, type InputRef } from 'antd';
import { useId, useRef, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '#shared/contract/desktop-api';
import type { Account } from '#shared/domain/account';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DoorTop } from './door-top.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './session.module.css';

type Props = {
  readonly account: Account;
  readonly onUnlocked: (signedIn: SignedIn) => void;
  readonly onSignOut: () => void;
};

/** Blanks the work until the password is given again. */
export function LockScreen({ account, onUnlocked, onSignOut }: Props): ReactElement {
  const { t } = useTranslation('session');
  const id = useId();
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
    <div className={styles['door']}>
      <DoorTop />
      <main className={styles['column']}>
        <form className={styles['card']} onSubmit={submit} aria-labelledby={id}>
          <p className={styles['product']}>{t('locked.title')}</p>
          <h1 className={styles['title']} id={id}>
            {account.displayName}
          </h1>
          <p className={styles['soft']}>{account.unitName}</p>
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
      </main>
    </div>
  );
}
