import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState, type ReactElement, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '#shared/contract/desktop-api';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import { AppError } from '#shared/errors/app-error';
import { callDesktop } from '../../api/desktop.ts';
import { useTerminal } from '../../api/signed-in.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import { DoorTop } from './door-top.tsx';
import { KeyFirst } from './key-first.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './session.module.css';

type Props = {
  readonly lastLoginName: string;
  readonly endedBy: ErrorCode | null;
  readonly onSignedIn: (signedIn: SignedIn) => void;
};

type Credentials = { readonly loginName: string; readonly password: string };

export function SignInScreen({ lastLoginName, endedBy, onSignedIn }: Props): ReactElement {
  const { t } = useTranslation('session');
  const terminal = useTerminal();
  const [typed, setTyped] = useState<Credentials>({ loginName: lastLoginName, password: '' });
  const signIn = useMutation({
    mutationFn: (credentials: Credentials) => callDesktop('session.signIn', credentials),
    onSuccess: onSignedIn,
    onError: () => {
      setTyped(known => ({ ...known, password: '' }));
    },
  });
  const error = signIn.error ?? (endedBy ? new AppError(endedBy) : null);
  const demoAccounts = terminal?.isDemo ? terminal.demoAccounts : [];
  return (
    <div className={styles['door']}>
      <DoorTop />
      <main className={styles['columns']}>
        <KeyFirst lastLoginName={lastLoginName} error={error} onSignedIn={onSignedIn}>
          {hint => (
            <SignInForm
              typed={typed}
              onType={setTyped}
              isBusy={signIn.isPending}
              onSubmit={() => {
                signIn.mutate(typed);
              }}
            >
              {terminal?.isOnline === false && !signIn.error ? <p role="status">{t('offline')}</p> : null}
              <ErrorNotice error={error} />
              {hint}
            </SignInForm>
          )}
        </KeyFirst>
        {demoAccounts.length > 0 ? (
          <DemoAccounts
            accounts={demoAccounts}
            isBusy={signIn.isPending}
            onChoose={({ loginName, password }) => {
              setTyped({ loginName, password });
              signIn.mutate({ loginName, password });
            }}
          />
        ) : null}
      </main>
    </div>
  );
}

type FormProps = {
  readonly typed: Credentials;
  readonly onType: (typed: Credentials) => void;
  readonly isBusy: boolean;
  readonly onSubmit: () => void;
  /** What went wrong; its place is kept free. */
  readonly children: ReactNode;
};

function SignInForm({ typed, onType, isBusy, onSubmit, children }: FormProps): ReactElement {
  const { t } = useTranslation(['session', 'common']);
  const terminal = useTerminal();
  const id = useId();
  const [isNameKnown] = useState(typed.loginName !== '');
  const isComplete = typed.loginName.trim() !== '' && typed.password !== '';
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isComplete) onSubmit();
    // Nothing to send yet: the cursor goes where something is missing.
    else event.currentTarget.querySelector<HTMLInputElement>(typed.loginName.trim() === '' ? 'input' : 'input[type=password]')?.focus();
  };
  return (
    <form className={styles['card']} onSubmit={submit} aria-labelledby={`${id}-title`}>
      <p className={styles['product']}>{t('product', { ns: 'common' })}</p>
      <h1 className={styles['title']} id={`${id}-title`}>
        {terminal?.siteName || t('title')}
      </h1>
      <div className={styles['field']}>
        <label htmlFor={`${id}-name`}>{t('loginName')}</label>
        <Input
          id={`${id}-name`}
          value={typed.loginName}
          maxLength={40}
          autoFocus={!isNameKnown}
          autoComplete="off"
          spellCheck={false}
          onChange={event => {
            onType({ ...typed, loginName: event.target.value });
          }}
        />
      </div>
      <PasswordField
        label={t('password')}
        value={typed.password}
        autoFocus={isNameKnown}
        onChange={password => {
          onType({ ...typed, password });
        }}
      />
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {t('signIn')}
      </Button>
      <div className={styles['notice']}>{children}</div>
    </form>
  );
}
