import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisteredKey } from '#shared/domain/signing-key';
import { useAct } from '../../api/use-act.ts';
import { formatDateTime } from '../../ui/date-time.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { groupFingerprint } from '../../ui/fingerprint.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import styles from './keys.module.css';

type Props = { readonly registered: RegisteredKey; readonly onDone: (sentence: string) => void };

/** One key; lost or handed back it is taken out of use. */
export function KeySheet({ registered, onDone }: Props): ReactElement {
  const { t } = useTranslation('keys');
  const { id, displayName, loginName, unitName, state, expiresAt, lastUsedAt } = registered;
  const [isRevoking, setIsRevoking] = useState(false);
  const revoking = useAct('keys.revoke', () => { onDone(t('revoke.done', { name: displayName })); });
  return (
    <>
      <PageHeader
        title={displayName}
        lead={`${unitName}　${loginName}`}
        actions={state === 'active' ? <Button danger onClick={() => { setIsRevoking(true); }}>{t('revoke.open')}</Button> : null}
      />
      <div className={styles['panel']}>
        <FactList
          facts={[
            { name: t('column.state'), value: t(`tabs.${state}`) },
            { name: t('column.label'), value: registered.label },
            { name: t('detail.serial'), value: registered.serial },
            { name: t('detail.certificate'), value: registered.holder },
            { name: t('detail.expires'), value: expiresAt === null ? '' : formatDateTime(expiresAt) },
            { name: t('detail.registered'), value: t('detail.registeredBy', { at: formatDateTime(registered.registeredAt), name: registered.registeredBy }) },
            { name: t('column.lastUsed'), value: lastUsedAt === null ? t('never') : formatDateTime(lastUsedAt) },
            { name: t('detail.fingerprint'), value: <span className={styles['digits']}>{groupFingerprint(registered.fingerprint).join(' ')}</span> },
          ]}
        />
      </div>
      <ReasonDialog
        isOpen={isRevoking}
        isDangerous
        consequence={t('revoke.consequence')}
        texts={{ title: t('revoke.title', { name: displayName }), reason: t('revoke.reason'), quick: t('revoke.quick'), reasons: t('revoke.reasons'), confirm: t('revoke.open') }}
        isPending={revoking.isPending}
        error={revoking.error}
        onConfirm={reason => { revoking.mutate({ id, reason }); }}
        onClose={() => { setIsRevoking(false); }}
      />
    </>
  );
}
