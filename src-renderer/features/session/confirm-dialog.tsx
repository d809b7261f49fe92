import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { onConfirmationNeeded } from '../../api/confirmation.ts';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PasswordField } from './password-field.tsx';
import styles from './session.module.css';

type Settle = (isConfirmed: boolean) => void;

/** Asks for the password (or the PIN of the key that began the session) whenever an act demands it, then lets the act go on. */
export function ConfirmDialog(): ReactElement {
  const { t } = useTranslation('session');
  const settle = useRef<Settle | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const forget = onConfirmationNeeded(() => {
      setIsOpen(true);
      return new Promise<boolean>(resolve => { settle.current = resolve; });
    });
    return () => {
      forget();
      settle.current?.(false);
    };
  }, []);
  const close: Settle = isConfirmed => {
    setIsOpen(false);
    settle.current?.(isConfirmed);
    settle.current = null;
  };
  const id = useId();
  return (
    <Modal
      open={isOpen}
      // Above whatever dialog or drawer the act began in.
      zIndex={1500}
      width={480}
      title={t('confirm.title')}
      okText={t('confirm.go')}
      okButtonProps={{ htmlType: 'submit', form: id }}
      onCancel={() => { close(false); }}
      destroyOnHidden
    >
      <ConfirmForm id={id} onConfirmed={() => { close(true); }} />
    </Modal>
  );
}

function ConfirmForm({ id, onConfirmed }: { readonly id: string; readonly onConfirmed: () => void }): ReactElement {
  const { t } = useTranslation('session');
  const keys = useDesktopQuery('keys.present', {});
  const isByKey = keys.data !== undefined && keys.data.ownKeyId !== null;
  const [secret, setSecret] = useState('');
  const confirm = useMutation({
    mutationFn: () => (isByKey ? callDesktop('session.confirmWithKey', { pin: secret }) : callDesktop('session.confirmPassword', { password: secret })),
    onSuccess: onConfirmed,
    onError: () => { setSecret(''); },
  });
  return (
    <form
      id={id}
      className={styles['confirm']}
      onSubmit={event => {
        event.preventDefault();
        if (secret !== '' && !confirm.isPending) confirm.mutate();
      }}
    >
      <p>{t(isByKey ? 'confirm.keyLesson' : 'confirm.lesson')}</p>
      <PasswordField label={t(isByKey ? 'confirm.pin' : 'password')} value={secret} onChange={setSecret} autoFocus />
      <ErrorNotice error={confirm.error} />
    </form>
  );
}
