import { Button, Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HealthFinding } from '#shared/domain/administration';
import { useDesktopQuery } from '../../api/desktop.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { AccountDrawer } from './account-drawer.tsx';
import styles from './accounts.module.css';
import { groupFindings, orderUnits, type UnitScore } from './health-findings.ts';

/** Accounts that need a hand, in plain words, each with the next step; units by their score, the worst first. */
export function HealthPanel(): ReactElement {
  const { t } = useTranslation('accounts');
  const answer = useDesktopQuery('accounts.health', {});
  const [unitName, setUnitName] = useState<string | null>(null);
  const [open, setOpen] = useState<HealthFinding | null>(null);
  const { findings: known, units } = answer.data ?? { findings: [], units: [] };
  const groups = groupFindings(known, unitName);
  return (
    <>
      <PageHeader title={t('health.title')} lead={t('health.lead')} />
      <div className={styles['health']}>
        <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isLoading ? <Skeleton active={false} title={false} paragraph={{ rows: 8 }} /> : null}
        {answer.isSuccess && known.length === 0 ? <EmptyState title={t('health.empty.title')}>{t('health.empty.lesson')}</EmptyState> : null}
        {groups.map(({ kind, findings }) => (
          <section key={kind} aria-label={t(`health.kind.${kind}`)}>
            <h2 className={styles['heading']}>{t(`health.kind.${kind}`)}</h2>
            <ul className={styles['findings']}>
              {findings.map(finding => (
                <li key={finding.accountId}>
                  <span>
                    <strong>{finding.displayName}</strong> <span className={styles['soft']}>{finding.loginName}　{finding.unitName}</span>
                    <span className={styles['meaning']}>{t(`health.detail.${kind}`, { figure: finding.figure })}</span>
                  </span>
                  <Button size="small" onClick={() => { setOpen(finding); }}>{t(`health.step.${kind}`)}</Button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <UnitScores units={units} chosen={unitName} onChoose={setUnitName} />
      </div>
      <AccountDrawer id={open?.accountId ?? null} {...(open?.kind === 'no-rights' ? { start: 'rights' } : {})} onClose={() => { setOpen(null); }} />
    </>
  );
}

type ScoresProps = { readonly units: readonly UnitScore[]; readonly chosen: string | null; readonly onChoose: (unitName: string | null) => void };

/** The units, the worst first; one of them narrows the list above. */
function UnitScores({ units, chosen, onChoose }: ScoresProps): ReactElement | null {
  const { t } = useTranslation('accounts');
  if (units.length === 0) return null;
  return (
    <section aria-label={t('health.units')}>
      <h2 className={styles['heading']}>{t('health.units')}</h2>
      <table className={styles['units']}>
        <thead>
          <tr>
            <th scope="col">{t('health.unit')}</th>
            <th scope="col">{t('health.accounts')}</th>
            <th scope="col">{t('health.score')}</th>
          </tr>
        </thead>
        <tbody>
          {orderUnits(units).map(({ unitName, accounts, score }) => (
            <tr key={unitName}>
              <th scope="row">
                <Button type="link" size="small" aria-pressed={unitName === chosen} onClick={() => { onChoose(unitName === chosen ? null : unitName); }}>{unitName}</Button>
              </th>
              <td>{accounts}</td>
              <td>{score}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
