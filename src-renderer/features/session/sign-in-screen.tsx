import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '#shared/contract/desktop-api';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import { AppError } from '#shared/errors/app-error';
import { callDesktop } from '../../api/desktop.ts';
import { useTerminal } from '../../api/signed-in.ts';
import { DemoBadge } from '../../ui/demo-mark.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SecrecyMark } from '../../ui/secrecy-mark.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './session.module.css';

type Props = {
  readonly lastLoginName: string;
  readonly endedBy: ErrorCode | null;
  readonly onSignedIn: (signedIn: SignedIn) => void;
};

type Credentials = { readonly loginName: string; readonly password: string };

export function SignInScreen({ lastLoginName, endedBy, onSignedIn }: Props): ReactElement {
  const { t } = useTranslation(['session', 'common']);
  const terminal = useTerminal();
  const id = useId();
  const [loginName, setLoginName] = useState(lastLoginName);
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => callDesktop('session.signIn', credentials),
    onSuccess: onSignedIn,
    onError: () => {
      setPassword('');
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (loginName.trim() !== '' && password !== '') signIn.mutate({ loginName, password });
  };
  const notice = signIn.error ?? (endedBy ? new AppError(endedBy) : null);
  return (
    <div className={styles['door']}>
      <header className={styles['doorTop']}>
        <SecrecyMark secrecy={null} />
        {terminal?.isDemo ? <DemoBadge /> : null}
        <span className={styles['terminal']}>{terminal ? t('terminal', { name: terminal.name, version: terminal.version }) : ''}</span>
      </header>
      <main className={terminal?.isDemo ? styles['columns'] : styles['column']}>
        <form className={styles['card']} onSubmit={submit} aria-labelledby={`${id}-title`}>
          <p className={styles['product']}>{t('product', { ns: 'common' })}</p>
          <h1 className={styles['title']} id={`${id}-title`}>
            {terminal?.siteName ?? t('title')}
          </h1>
          <div className={styles['field']}>
            <label htmlFor={`${id}-name`}>{t('loginName')}</label>
            <Input
              id={`${id}-name`}
              value={loginName}
              maxLength={40}
              autoFocus={lastLoginName === ''}
              autoComplete="off"
              spellCheck={false}
              onChange={event => {
                setLoginName(event.target.value);
              }}
            />
          </div>
          <PasswordField label={t('password')} value={password} onChange={setPassword} autoFocus={lastLoginName !== ''} />
          <Button type="primary" htmlType="submit" block loading={signIn.isPending} disabled={loginName.trim() === '' || password === ''}>
            {t('signIn')}
          </Button>
          <div className={styles['notice']}>
            {terminal?.isOnline === false && !signIn.error ? <p role="status">{t('offline')}</p> : null}
            <ErrorNotice error={notice} />
          </div>
        </form>
        {terminal?.isDemo ? (
          <DemoAccounts
            accounts={terminal.demoAccounts}
            isBusy={signIn.isPending}
            onChoose={account => {
              setLoginName(account.loginName);
              setPassword(account.password);
              signIn.mutate({ loginName: account.loginName, password: account.password });
            }}
          />
        ) : null}
      </main>
    </div>
  );
}
