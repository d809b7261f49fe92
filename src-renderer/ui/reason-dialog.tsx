import { Button, Input, Modal } from 'antd';
import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import styles from './reason-dialog.module.css';

type Texts = { readonly title: string; readonly reason: string; readonly quick: string; readonly reasons: string; readonly confirm: string };

type Props = {
  readonly isOpen: boolean;
  /** For what cannot be undone: the button is red. */
  readonly isDangerous?: boolean;
  /** What happens then, said before it is sent. */
  readonly consequence?: ReactNode;
  readonly width?: number;
  /** `reasons` are the usual ones, separated by `|`. */
  readonly texts: Texts;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks for the reason that others will read: a usual one by one click, or in own words. */
export function ReasonDialog({ isOpen, isDangerous = false, consequence, width = 520, texts, isPending, error, onConfirm, onClose }: Props): ReactElement {
  const id = useId();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open={isOpen}
      width={width}
      title={texts.title}
      okText={texts.confirm}
      okButtonProps={{ danger: isDangerous, disabled: reason.trim() === '' }}
      confirmLoading={isPending}
      onOk={() => { onConfirm(reason.trim()); }}
      onCancel={onClose}
      destroyOnHidden
    >
      {consequence === undefined ? null : <div className={styles['consequence']}>{consequence}</div>}
      <div className={styles['quick']} role="group" aria-label={texts.quick}>
        {texts.reasons.split('|').map(quick => (
          <Button key={quick} size="small" onClick={() => { setReason(quick); }}>{quick}</Button>
        ))}
      </div>
      <label className={styles['label']} htmlFor={id}>{texts.reason}</label>
      <Input.TextArea id={id} rows={3} maxLength={200} autoFocus value={reason} onChange={event => { setReason(event.target.value); }} />
      <ErrorNotice error={error} />
    </Modal>
  );
}
