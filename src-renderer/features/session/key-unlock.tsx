import { useMutation } from '@tanstack/react-query';
import { Button, type InputRef } from 'antd';
import { useRef, useState, type ReactElement, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '#shared/contract/desktop-api';
import { callDesktop } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { isPinLongEnough, PinField } from './pin-field.tsx';
import { usableKeysOf, type PresentKeys } from './present-keys.ts';
import styles from './session.module.css';

type Props = {
  readonly present: PresentKeys;
  readonly ownKeyId: string;
  readonly titleId: string;
  readonly onUnlocked: (signedIn: SignedIn) => void;
  readonly onSignOut: () => void;
  /** Who sits here. */
  readonly children: ReactElement;
};

/** A session that began with a key goes on with the same key and its PIN, nothing else. */
export function KeyUnlock({ present, ownKeyId, titleId, onUnlocked, onSignOut, children }: Props): ReactElement {
  const { t } = useTranslation('session');
  const field = useRef<InputRef>(null);
  const [pin, setPin] = useState('');
  const own = usableKeysOf(present).find(({ id }) => id === ownKeyId);
  const unlock = useMutation({
    mutationFn: () => callDesktop('session.unlockWithKey', { pin }),
    onSuccess: onUnlocked,
    onSettled: () => {
      setPin('');
      field.current?.focus();
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (own && isPinLongEnough(pin) && !unlock.isPending) unlock.mutate();
    else field.current?.focus();
  };
  return (
    <form className={styles['card']} onSubmit={submit} aria-labelledby={titleId}>
      {children}
      <p className={styles['lesson']} role="status">
        {t(own ? 'key.unlockLesson' : 'key.insert')}
      </p>
      <PinField value={pin} onChange={setPin} state={own?.pinState ?? 'usual'} autoFocus fieldRef={field} />
      <Button type="primary" htmlType="submit" block loading={unlock.isPending} disabled={!own || own.pinState === 'locked'}>
        {t('locked.unlock')}
      </Button>
      <Button type="text" block onClick={onSignOut}>
        {t('locked.signOut')}
      </Button>
      <div className={styles['notice']}>
        {unlock.isPending ? <p role="status">{t('key.working')}</p> : <ErrorNotice error={unlock.error} />}
      </div>
    </form>
  );
}
