import { Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#shared/domain/ids';
import { useDesktopQuery } from '../../api/desktop.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { AccountFormName, AccountStart, FormProps } from './account-detail.ts';
import { AccountSheet } from './account-sheet.tsx';
import styles from './accounts.module.css';
import { OfficeForm } from './office-form.tsx';
import { RelativesForm } from './relatives-form.tsx';
import { RightsForm } from './rights-form.tsx';

type Props = {
  readonly id: AccountId;
  readonly start?: AccountStart;
  /** Told elsewhere what came of an act; without it the panel tells it. */
  readonly onDone?: (sentence: string) => void;
};

/** One account: its sheet, or the form of one act in its place. */
export function AccountPanel({ id, start, onDone }: Props): ReactElement {
  const answer = useDesktopQuery('accounts.get', { id });
  const [chosen, setForm] = useState<AccountFormName | null>();
  const [sentence, setSentence] = useState<string | null>(null);
  const account = answer.data;
  if (!account) return <NotHereYet error={answer.error} onRetry={() => void answer.refetch()} />;
  // What is proposed already is not proposed twice.
  const first = start === 'rights' && !account.hasPendingAct ? 'rights' : null;
  const form = chosen === undefined ? first : chosen;
  const finish = (said: string): void => {
    setForm(null);
    if (onDone) onDone(said);
    else setSentence(said);
  };
  const props: FormProps = { account, onDone: finish, onClose: () => { setForm(null); } };
  switch (form) {
    case 'rights':
      return <RightsForm {...props} />;
    case 'relatives':
      return <RelativesForm {...props} />;
    case 'office':
      return <OfficeForm {...props} />;
    case null:
      return <AccountSheet account={account} sentence={sentence} onForm={setForm} onDone={finish} />;
  }
}

function NotHereYet({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactElement {
  const { t } = useTranslation('accounts');
  return (
    <>
      <PageHeader title={t('drawer.title')} />
      <div className={styles['sheet']}>{error ? <ErrorNotice error={error} onRetry={onRetry} /> : <Skeleton active={false} title={false} paragraph={{ rows: 8 }} />}</div>
    </>
  );
}
