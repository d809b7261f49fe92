import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemoAccount } from '#shared/domain/account';
import styles from './session.module.css';

type Props = {
  readonly accounts: readonly DemoAccount[];
  readonly isBusy: boolean;
  readonly onChoose: (account: DemoAccount) => void;
};

/** Every role of the demonstration city, one click each, so that one person can play them all. */
export function DemoAccounts({ accounts, isBusy, onChoose }: Props): ReactElement {
  const { t } = useTranslation(['session', 'common']);
  return (
    <section className={styles['accounts']} aria-labelledby="demo-accounts">
      <h2 className={styles['accountsTitle']} id="demo-accounts">
        {t('demo.title')}
      </h2>
      <p className={styles['soft']}>{t('demo.lesson')}</p>
      <div className={styles['scroll']}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('demo.who')}</th>
              <th scope="col">{t('demo.role')}</th>
              <th scope="col">{t('demo.unit')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('signIn')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(account => (
              <tr key={account.loginName}>
                <td>
                  {account.displayName}
                  <span className={styles['login']}>{account.loginName}</span>
                </td>
                <td>{t(`role.${account.role}`, { ns: 'common' })}</td>
                <td title={account.unitName}>{account.unitName}</td>
                <td>
                  <Button
                    size="small"
                    disabled={isBusy}
                    data-login={account.loginName}
                    aria-label={t('demo.enterAs', { name: account.displayName, role: t(`role.${account.role}`, { ns: 'common' }) })}
                    onClick={() => {
                      onChoose(account);
                    }}
                  >
                    {t('signIn')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
