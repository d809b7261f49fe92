import { Button, Input } from 'antd';
import { useId, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors/app-error';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import styles from './circles.module.css';

type Props = {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  /** What has to be filled in or chosen first; sending is possible when nothing is missing. */
  readonly missing: readonly string[];
  readonly isPending: boolean;
  readonly error: unknown;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onSubmit: () => void;
  readonly onCancel?: () => void;
  readonly children: ReactNode;
};

/** What is asked for when a circle is set up or its members change: always with a reason, and never without saying what is hidden from the officer. */
export function CircleForm({ title, lead, submit, missing, isPending, error, reason, onReason, onSubmit, onCancel, children }: Props): ReactElement {
  const { t } = useTranslation(['circles', 'common']);
  const id = useId();
  const run = (): void => {
    if (missing.length === 0 && !isPending) onSubmit();
  };
  return (
    <form className={styles['form']} aria-label={title} onSubmit={event => { event.preventDefault(); run(); }}>
      <PageHeader
        title={title}
        lead={lead}
        actions={onCancel ? <Button onClick={onCancel}>{t('action.cancel', { ns: 'common' })}</Button> : null}
        primary={<Button type="primary" htmlType="submit" disabled={missing.length > 0} loading={isPending}>{submit}</Button>}
      />
      <div className={styles['panel']}>
        {children}
        <div className={styles['field']}>
          <label htmlFor={id}>{t('form.reason')}</label>
          <Input id={id} maxLength={200} placeholder={t('form.reasonHint')} value={reason} onChange={event => { onReason(event.target.value); }} />
        </div>
        <p className={styles['unseen']}>{t('unseen')}</p>
        {missing.length > 0 ? <p className={styles['faint']}>{t('form.missing', { fields: missing.join(t('members.separator')) })}</p> : null}
        <ErrorNotice error={error} />
        {error instanceof AppError && error.code === 'input.invalid' ? <p className={styles['faint']}>{t('form.invalidMembers')}</p> : null}
      </div>
    </form>
  );
}
