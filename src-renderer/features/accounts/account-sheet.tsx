import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../../api/signed-in.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import type { AccountDetail, AccountFormName } from './account-detail.ts';
import { StateWords, useRoleWords } from './account-words.tsx';
import styles from './accounts.module.css';
import { chooseAccountActs, type AccountAct } from './choose-account-acts.ts';
import { ReasonAct, reasonActs, type ReasonActName } from './reason-act.tsx';

type Props = {
  readonly account: AccountDetail;
  /** What came of the last act. */
  readonly sentence: string | null;
  readonly onForm: (form: AccountFormName) => void;
  readonly onDone: (sentence: string) => void;
};

const isReasonAct = (act: AccountAct): act is ReasonActName => (reasonActs as readonly AccountAct[]).includes(act); // `as`: includes wants the wider element type

/** What is known of an account, and what this administrator may do with it. */
export function AccountSheet({ account, sentence, onForm, onDone }: Props): ReactElement {
  const { t } = useTranslation('accounts');
  const me = useSignedIn().account;
  const [asking, setAsking] = useState<ReasonActName | null>(null);
  const roleWords = useRoleWords();
  const isOwn = me.id === account.id;
  const acts = chooseAccountActs(me.roles, { ...account, isOwn });
  const run = (act: AccountAct): void => {
    if (isReasonAct(act)) setAsking(act);
    else onForm(act);
  };
  const showTime = (at: string | null): string => (at === null ? t('never') : formatDateTime(at));
  return (
    <>
      <PageHeader title={account.displayName} lead={`${account.unitName}　${account.loginName}`} />
      <div className={styles['sheet']}>
        {sentence === null ? null : <p className={styles['done']} role="status">{sentence}</p>}
        <AccountNotices account={account} isOwn={isOwn} />
        {acts.length === 0 ? null : (
          <div className={styles['acts']}>
            {acts.map((act, index) => (
              <Button key={act} type={index === 0 ? 'primary' : 'default'} danger={act === 'close'} data-act={act} onClick={() => { run(act); }}>
                {t(`act.${act}`)}
              </Button>
            ))}
          </div>
        )}
        <FactList
          facts={[
            { name: t('column.state'), value: <StateWords account={account} /> },
            { name: t('column.loginName'), value: account.loginName },
            { name: t('column.unit'), value: account.unitName },
            { name: t('column.idNumber'), value: account.idNumberEnding === '' ? '' : t('idNumberEnding', { ending: account.idNumberEnding }) },
            { name: t('column.roles'), value: roleWords(account.roles) },
            { name: t('column.clearance'), value: t(`level.${account.clearance}`) },
            { name: t('column.relatives'), value: account.relatives.map(relative => t('relative', relative)).join(t('separator')) },
            { name: t('column.lastSignIn'), value: showTime(account.lastSignInAt) },
            { name: t('column.passwordChangedAt'), value: account.passwordChangedAt === null ? '' : formatDateTime(account.passwordChangedAt) },
          ]}
        />
        {asking === null ? null : <ReasonAct act={asking} account={account} onDone={said => { setAsking(null); onDone(said); }} onClose={() => { setAsking(null); }} />}
      </div>
    </>
  );
}

function AccountNotices({ account, isOwn }: { readonly account: AccountDetail; readonly isOwn: boolean }): ReactElement {
  const { t } = useTranslation('accounts');
  const notices = [
    isOwn ? t('own') : null,
    account.state === 'proposed' ? t('proposedNotice') : account.hasPendingAct ? t('pendingNotice') : null,
    account.isLockedOut ? t('lockedNotice') : null,
  ].filter(notice => notice !== null);
  return <>{notices.map(notice => <p key={notice} className={styles['notice']}>{notice}</p>)}</>;
}
