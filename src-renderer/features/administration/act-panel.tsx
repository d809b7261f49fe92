import { Button, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdministrativeAct } from '#shared/domain/administration';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { useKeys } from '../../ui/keys.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import styles from './administration.module.css';
import { ChangeTable } from './change-table.tsx';
import type { ToldSecret } from './told-secret.tsx';

type Props = {
  readonly act: AdministrativeAct;
  /** What came of it, in one sentence; and the password that is told once. */
  readonly onDone: (sentence: string, secret?: ToldSecret) => void;
};

/** One act that needs several administrators: what changes, who wants it and why; agree, refuse, or take it back. */
export function ActPanel({ act, onDone }: Props): ReactElement {
  const { t } = useTranslation('administration');
  const [asking, setAsking] = useState<'refuse' | 'withdraw' | null>(null);
  const isDecided = act.state !== 'waiting';
  const title = t(`act.title.${act.kind}`, { target: act.target });
  const agreeing = useAct('acts.agree', ({ isDone, oneTimePassword }) => {
    onDone(t(isDone ? 'done.agreed' : 'done.agreedPartly', { title }), oneTimePassword === null ? undefined : { act, password: oneTimePassword });
  });
  const refusing = useAct('acts.refuse', () => { onDone(t('done.refused', { title })); });
  const withdrawing = useAct('acts.withdraw', () => { onDone(t('done.withdrawn', { title })); });
  const may = (what: AdministrativeAct['acts'][number]): boolean => act.acts.includes(what);
  const agree = (): void => {
    if (may('agree') && !agreeing.isPending) agreeing.mutate({ id: act.id });
  };
  useKeys(t('keys.group'), [
    { keys: ['Ctrl+Enter'], label: t('keys.agree'), worksInFields: true, run: agree },
    { keys: ['Ctrl+Delete'], label: t('keys.refuse'), run: () => { if (may('refuse')) setAsking('refuse'); } },
  ]);
  return (
    <>
      <PageHeader
        title={title}
        lead={isDecided ? t(`act.states.${act.state}`) : t(`act.effect.${act.kind}`)}
        actions={
          <>
            {may('withdraw') ? <Button onClick={() => { setAsking('withdraw'); }}>{t('act.withdraw')}</Button> : null}
            {may('refuse') ? <Button onClick={() => { setAsking('refuse'); }}>{t('act.refuse')}</Button> : null}
          </>
        }
        primary={may('agree') ? <Button type="primary" loading={agreeing.isPending} onClick={agree}>{t('act.agree')}</Button> : null}
      />
      <div className={styles['body']}>
        <ErrorNotice error={agreeing.error} alwaysRetry onRetry={agree} />
        <h2 className={styles['heading']}>{t(isDecided ? 'act.changed' : 'act.changes')}</h2>
        <ChangeTable changes={act.changes} isDecided={isDecided} />
        <ActFacts act={act} />
      </div>
      <ReasonDialog
        isOpen={asking === 'refuse'}
        texts={{ title: t('refuseDialog.title', { title }), reason: t('refuseDialog.reason'), quick: t('refuseDialog.quick'), reasons: t('refuseDialog.reasons'), confirm: t('refuseDialog.confirm') }}
        isPending={refusing.isPending}
        error={refusing.error}
        onConfirm={reason => { refusing.mutate({ id: act.id, reason }); }}
        onClose={() => { setAsking(null); }}
      />
      <Modal
        open={asking === 'withdraw'}
        title={t('withdrawDialog.title', { title })}
        okText={t('withdrawDialog.confirm')}
        confirmLoading={withdrawing.isPending}
        onOk={() => { withdrawing.mutate({ id: act.id }); }}
        onCancel={() => { setAsking(null); }}
        destroyOnHidden
      >
        <p>{t('withdrawDialog.consequence')}</p>
        <ErrorNotice error={withdrawing.error} />
      </Modal>
    </>
  );
}

function ActFacts({ act }: { readonly act: AdministrativeAct }): ReactElement {
  const { t } = useTranslation('administration');
  return (
    <FactList
      facts={[
        { name: t('act.reason'), value: act.reason },
        { name: t('act.unit'), value: act.targetUnitName },
        { name: t('act.proposedBy'), value: act.proposedBy },
        { name: t('act.proposedAt'), value: formatDateTime(act.proposedAt) },
        { name: t('act.agreedBy'), value: act.agreedBy.join(t('value.separator')) || t('act.nobodyYet') },
        { name: t('act.state'), value: t(`act.states.${act.state}`) },
        ...(act.decidedAt === null ? [] : [{ name: t('act.decidedAt'), value: formatDateTime(act.decidedAt) }]),
      ]}
    />
  );
}
