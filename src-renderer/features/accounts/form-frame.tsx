import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import styles from './accounts.module.css';

type Props = {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly canSubmit: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  /** What submitting does, or what is missing. */
  readonly state: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
};

/** One form: what it is for on top, what it will do and its one primary button below. Ctrl+Enter submits. */
export function FormFrame({ title, lead, submit, canSubmit, isPending, error, state, onSubmit, onClose, children }: Props): ReactElement {
  const { t } = useTranslation(['accounts', 'common']);
  const run = (): void => {
    if (canSubmit && !isPending) onSubmit();
  };
  useKeys(title, [{ keys: ['Ctrl+Enter'], label: t('keys.submit'), worksInFields: true, run }], { isInDialog: true });
  return (
    <form className={styles['form']} aria-label={title} onSubmit={event => { event.preventDefault(); run(); }}>
      <header>
        <h2 className={styles['name']}>{title}</h2>
        <p className={styles['soft']}>{lead}</p>
      </header>
      <div className={styles['fields']}>{children}</div>
      <ErrorNotice error={error} />
      <footer className={styles['submit']}>
        <div role="status">{state}</div>
        <span className={styles['acts']}>
          {onClose ? <Button onClick={onClose}>{t('action.cancel', { ns: 'common' })}</Button> : null}
          <Button type="primary" htmlType="submit" disabled={!canSubmit} loading={isPending}>{submit}</Button>
        </span>
      </footer>
    </form>
  );
}
