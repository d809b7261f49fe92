import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '#shared/contract/desktop-api';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { DoorTop } from './door-top.tsx';
import { PasswordField } from './password-field.tsx';
import { checkPassword } from './password-rules.ts';
import styles from './session.module.css';

type Props = { readonly signedIn: SignedIn; readonly onChanged: () => void; readonly onSignOut: () => void };

/** A one-time password, or one that has run out, must be changed before anything else; each rule shows at once whether it holds. */
export function PasswordScreen({ signedIn, onChanged, onSignOut }: Props): ReactElement {
  const { t } = useTranslation('session');
  const { account, passwordPolicy: policy, isPasswordExpired } = signedIn;
  const id = useId();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [repeated, setRepeated] = useState('');
  const rules = checkPassword(policy, { old, fresh, repeated, loginName: account.loginName });
  const isReady = old !== '' && rules.every(([, holds]) => holds);
  const change = useMutation({
    mutationFn: () => callDesktop('session.changePassword', { oldPassword: old, newPassword: fresh }),
    onSuccess: onChanged,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isReady) change.mutate();
  };
  return (
    <div className={styles['door']}>
      <DoorTop />
      <main className={styles['column']}>
        <form className={styles['card']} onSubmit={submit} aria-labelledby={id}>
          <h1 className={styles['title']} id={id}>
            {t('change.title')}
          </h1>
          <p className={styles['soft']}>{t(isPasswordExpired ? 'change.expired' : 'change.lesson')}</p>
          <PasswordField label={t(isPasswordExpired ? 'change.present' : 'change.old')} value={old} onChange={setOld} autoFocus />
          <PasswordField label={t('change.fresh')} value={fresh} onChange={setFresh} isNew />
          <PasswordField label={t('change.repeated')} value={repeated} onChange={setRepeated} isNew />
          <ul className={styles['rules']} aria-label={t('change.rules')}>
            {rules.map(([rule, holds]) => (
              <li key={rule} className={holds ? styles['holds'] : ''}>
                <span aria-hidden="true">{holds ? '✓' : '○'}</span> {t(`change.rule.${rule}`, { minLength: policy.minLength, minClasses: policy.minClasses })}
                <span className="visually-hidden">{holds ? t('change.met') : t('change.unmet')}</span>
              </li>
            ))}
          </ul>
          <Button type="primary" htmlType="submit" block loading={change.isPending} disabled={!isReady}>
            {t('change.save')}
          </Button>
          <Button type="text" block onClick={onSignOut}>
            {t('locked.signOut')}
          </Button>
          <ErrorNotice error={change.error} />
        </form>
      </main>
    </div>
  );
}
