import { Button } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';
import styles from './form-frame.module.css';
import { useKeys } from './keys.tsx';
import { PageHeader } from './page-header.tsx';

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

/** One form: what it is for and its one primary button on top, what it will do below. Ctrl+Enter submits. */
export function FormFrame({ title, lead, submit, canSubmit, isPending, error, state, onSubmit, onClose, children }: Props): ReactElement {
  const { t } = useTranslation();
  const run = (): void => {
    if (canSubmit && !isPending) onSubmit();
  };
  useKeys(title, [{ keys: ['Ctrl+Enter'], label: t('keys.submit'), worksInFields: true, run }], { isInDialog: true });
  return (
    <section className={styles['frame']} aria-label={title}>
      <form className={styles['frame']} onSubmit={event => { event.preventDefault(); run(); }}>
        <PageHeader
          title={title}
          lead={lead}
          actions={onClose ? <Button onClick={onClose}>{t('action.cancel')}</Button> : null}
          primary={<Button type="primary" htmlType="submit" disabled={!canSubmit} loading={isPending}>{submit}</Button>}
        />
        <div className={styles['sheet']}>{children}</div>
        <div className={styles['foot']}>
          <ErrorNotice error={error} />
          <div role="status">{state}</div>
        </div>
      </form>
    </section>
  );
}
