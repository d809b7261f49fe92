import { Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PolicyForm } from './policy-form.tsx';
import styles from './policy.module.css';

type Props = { readonly onDone?: (sentence: string) => void };

/** The policy that holds now, to be confirmed or changed by whoever may. */
export function PolicyPanel({ onDone }: Props): ReactElement {
  const { t } = useTranslation('policy');
  const answer = useDesktopQuery('policy.get', {});
  if (answer.data) {
    const { policy, isConfirmed } = answer.data;
    // A policy that came into force meanwhile starts the form afresh.
    return <PolicyForm key={JSON.stringify(policy)} policy={policy} isConfirmed={isConfirmed} onDone={onDone} />;
  }
  return (
    <>
      <PageHeader title={t('title')} />
      <div className={styles['wait']}>
        {answer.error ? <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton active={false} title={false} paragraph={{ rows: 12 }} />}
      </div>
    </>
  );
}
