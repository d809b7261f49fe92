import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMaterialNumber } from '#shared/domain/catalogue';
import type { RequestDetail } from '#shared/domain/view-request';
import { PageHeader } from '../../ui/page-header.tsx';
import { DoneLine } from './done-line.tsx';
import styles from './inbox-screen.module.css';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import { RequestAsk } from './request-ask.tsx';
import { RequestFacts } from './request-facts.tsx';
import { useDeciding, type DecisionDone } from './use-deciding.ts';

type Props = { readonly detail: RequestDetail; readonly done: DecisionDone | null; readonly onDone: (done: DecisionDone) => void };

/** A request that has been decided; a grant can be withdrawn while it lasts. */
export function DecidedRequest({ detail, done, onDone }: Props): ReactElement {
  const { t } = useTranslation('requests');
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const deciding = useDeciding(detail, what => {
    setIsWithdrawing(false);
    onDone(what);
  });
  const granted = detail.materials.filter(({ isGranted }) => isGranted);
  return (
    <>
      <PageHeader
        title={<RequestAsk detail={detail} />}
        lead={<DoneLine done={done} otherwise={detail.number} />}
        actions={detail.acts.includes('withdraw') ? <Button danger onClick={() => { setIsWithdrawing(true); }}>{t('inbox.withdraw')}</Button> : null}
      />
      <div className={styles['decided']} tabIndex={0} role="group" aria-label={detail.number}>
        <RequestFacts detail={detail} />
        {granted.length > 0 ? (
          <>
            <h2 className={styles['heading']}>{t('inbox.grantedOf', { count: granted.length })}</h2>
            <ul className={styles['granted']}>
              {granted.map(material => (
                <li key={material.materialId}>
                  <span className={styles['materialNumber']}>{formatMaterialNumber(material.classCode, material.sequence)}</span>
                  <span>{material.name}</span>
                  {material.canPrint ? <strong>{material.regions.length === 0 ? t('inbox.column.print') : t('regions.only', { count: material.regions.length })}</strong> : null}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      <ReasonDialog
        isOpen={isWithdrawing}
        isDangerous
        consequence={t('withdrawDialog.consequence')}
        texts={{ title: t('withdrawDialog.title', { number: detail.number }), reason: t('withdrawDialog.reason'), quick: t('withdrawDialog.quick'), reasons: t('withdrawDialog.reasons'), confirm: t('withdrawDialog.confirm') }}
        isPending={deciding.isPending}
        error={deciding.error}
        onConfirm={reason => { deciding.mutate({ kind: 'withdrawn', reason }); }}
        onClose={() => { setIsWithdrawing(false); }}
      />
    </>
  );
}
