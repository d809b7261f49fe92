import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/use-act.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import styles from './routes.module.css';
import { UnitContent } from './unit-content.tsx';
import type { WaitingRoutes } from './unit-routes.ts';

type Props = { readonly unit: WaitingRoutes; readonly onDone: (sentence: string) => void };

/** A plan that waits, before → after: the security officer agrees, or says why not. */
export function RouteDecision({ unit, onDone }: Props): ReactElement {
  const { t } = useTranslation('routes');
  const [isRefusing, setIsRefusing] = useState(false);
  const deciding = useAct('routes.decide', (_answer, { isAgreed }) => { onDone(t(isAgreed ? 'done.agreed' : 'done.refused', { unit: unit.unitName })); });
  const agree = (): void => {
    if (!deciding.isPending && !isRefusing) deciding.mutate({ id: unit.waiting.id, isAgreed: true, reason: '' });
  };
  useKeys(t('title'), [{ keys: ['Ctrl+Enter'], label: t('keys.agree'), run: agree }], { isInDialog: true });
  return (
    <>
      <PageHeader
        title={t('sheet.title', { unit: unit.unitName })}
        lead={t('sheet.lead.waiting')}
        actions={<Button onClick={() => { setIsRefusing(true); }}>{t('sheet.refuse')}</Button>}
        primary={<Button type="primary" loading={deciding.isPending} onClick={agree}>{t('sheet.agree')}</Button>}
      />
      <div className={styles['panel']} tabIndex={0} role="group" aria-label={unit.unitName}>
        <ErrorNotice error={isRefusing ? null : deciding.error} />
        <UnitContent unit={unit} />
      </div>
      <ReasonDialog
        isOpen={isRefusing}
        texts={{ title: t('refuse.title', { unit: unit.unitName }), reason: t('refuse.reason'), quick: t('refuse.quick'), reasons: t('refuse.reasons'), confirm: t('sheet.refuse') }}
        isPending={deciding.isPending}
        error={deciding.error}
        onConfirm={reason => { deciding.mutate({ id: unit.waiting.id, isAgreed: false, reason }); }}
        onClose={() => { setIsRefusing(false); }}
      />
    </>
  );
}
