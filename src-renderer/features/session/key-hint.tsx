import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors/app-error';
import { isErrorCode } from '#shared/errors/error-catalogue';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { hasOnlyUnusableTokens, usableKeysOf, type PresentKeys } from './present-keys.ts';
import styles from './session.module.css';

type Props = { readonly present: PresentKeys | undefined; readonly onUseKey: () => void };

/** Below the password: that a key would do as well, or why it does not. Says nothing at a terminal without a driver for keys. */
export function KeyHint({ present, onUseKey }: Props): ReactElement | null {
  const { t } = useTranslation('session');
  if (!present?.isOffered) return null;
  if (present.problem !== null) return <ErrorNotice error={new AppError(isErrorCode(present.problem) ? present.problem : 'key.unavailable')} />;
  if (hasOnlyUnusableTokens(present)) return <ErrorNotice error={new AppError('key.no-certificate')} />;
  if (usableKeysOf(present).length === 0) return <p className={styles['soft']}>{t('key.insertHint')}</p>;
  return (
    <Button type="text" block onClick={onUseKey}>
      {t('key.useKey')}
    </Button>
  );
}
