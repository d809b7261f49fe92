import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import { fromWire } from '#shared/errors/app-error';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import type { ScanRun } from './scan-run.ts';
import styles from './scanning-desk.module.css';
import type { Filed } from './use-filing.ts';

type Props = {
  readonly run: ScanRun;
  readonly filed: Filed | null;
  readonly errors: readonly unknown[];
  readonly onDismiss: () => void;
  readonly onRetry: () => void;
};

/** What went wrong and what went well, laid over the foot of the page: nothing moves when a message comes. */
export function DeskNotices({ run, filed, errors, onDismiss, onRetry }: Props): ReactElement {
  const { t } = useTranslation(['scanning', 'common']);
  const failures = errors.filter(error => error !== null && error !== undefined);
  return (
    <div className={styles['notices']}>
      {failures.map((error, index) => (
        <ErrorNotice key={index} error={error} onRetry={onRetry} />
      ))}
      {run.kind === 'failed' ? (
        <div className={styles['failure']}>
          <ErrorNotice error={fromWire(run)} />
          <Button size="small" onClick={onDismiss}>{t('action.close', { ns: 'common' })}</Button>
        </div>
      ) : null}
      {filed ? (
        <p className={styles['filed']} role="status">
          <FiledWords filed={filed} />
        </p>
      ) : null}
    </div>
  );
}

function FiledWords({ filed: { material, volumes } }: { readonly filed: Filed }): string {
  const { t } = useTranslation('scanning');
  const words = { number: formatMaterialNumber(material.classCode, material.sequence), name: material.name, count: material.pageCount };
  return volumes === 1 ? t('file.filed', words) : t('loose.filed', { ...words, volumes });
}
