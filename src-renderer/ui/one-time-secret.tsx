import { Button, Checkbox, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './one-time-secret.module.css';

type Props = {
  readonly title: string;
  /** Undefined: nothing to tell. */
  readonly secret: string | undefined;
  /** Whom it is for and what he does with it. */
  readonly lesson: string;
  readonly onClose: () => void;
};

/** Tells a secret once. It cannot be selected unless that is allowed on purpose, and is gone when the dialog closes. */
export function OneTimeSecret({ title, secret, lesson, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <Modal
      open={secret !== undefined}
      title={title}
      // Closing loses the secret: only the button does it, no slip of the mouse and no Escape.
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      onCancel={onClose}
      footer={<Button type="primary" onClick={onClose}>{t('secret.close')}</Button>}
      destroyOnHidden
    >
      {secret === undefined ? null : <SecretWords secret={secret} lesson={lesson} />}
    </Modal>
  );
}

function SecretWords({ secret, lesson }: { readonly secret: string; readonly lesson: string }): ReactElement {
  const { t } = useTranslation();
  const [isCopyable, setIsCopyable] = useState(false);
  return (
    <div className={styles['body']}>
      <p>{lesson}</p>
      <p
        className={isCopyable ? `${styles['secret'] ?? ''} ${styles['copyable'] ?? ''}` : styles['secret']}
        data-testid="one-time-secret"
        onCopy={event => { if (!isCopyable) event.preventDefault(); }}
      >
        {secret}
      </p>
      <p className={styles['warning']}>{t('secret.warning')}</p>
      <p className={styles['hint']}>{t('secret.onPaper')}</p>
      <Checkbox checked={isCopyable} onChange={event => { setIsCopyable(event.target.checked); }}>{t('secret.allowCopy')}</Checkbox>
    </div>
  );
}
