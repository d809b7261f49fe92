import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError, isAbort } from '#shared/errors/app-error';
import styles from './error-notice.module.css';

type Props = {
  readonly error: unknown;
  /** Offered for errors that may pass by themselves, or always with `alwaysRetry`. */
  readonly onRetry?: () => void;
  readonly alwaysRetry?: boolean;
};

/** What went wrong and the way out, where it went wrong. Shows nothing when there is no error or the user cancelled. */
export function ErrorNotice({ error, onRetry, alwaysRetry = false }: Props): ReactElement | null {
  const { t } = useTranslation(['common', 'errors']);
  if (error === null || error === undefined || isAbort(error)) return null;
  const known = error instanceof AppError ? error : new AppError('internal', { reportId: '-' });
  return (
    <div className={styles['notice']} role="alert" data-error-code={known.code}>
      <p className={styles['words']}>{t(known.code, { ns: 'errors', ...known.params })}</p>
      {onRetry && (known.isRetryable || alwaysRetry) ? (
        <Button size="small" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      ) : null}
    </div>
  );
}
