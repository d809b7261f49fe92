import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntakePolicy } from '#shared/domain/intake-policy';
import { useAct } from '../../api/use-act.ts';
import { ReasonDialog } from '../../ui/reason-dialog.tsx';
import type { PolicyChange } from './check-policy.ts';
import styles from './check-rules.module.css';
import { PolicyChanges } from './policy-changes.tsx';

type Props = { readonly isOpen: boolean; readonly version: number; readonly draft: IntakePolicy; readonly changes: readonly PolicyChange[]; readonly onClose: () => void };

/** Every change once more, before → after, and from when it holds. */
export function PolicyChangeDialog({ isOpen, version, draft, changes, onClose }: Props): ReactElement {
  const { t } = useTranslation('intake');
  const setting = useAct('intake.setPolicy', onClose);
  return (
    <ReasonDialog
      isOpen={isOpen}
      width={720}
      consequence={
        <>
          <PolicyChanges changes={changes} label={t('rules.changed', { count: changes.length })} />
          <p className={styles['soft']}>{t('rules.consequence', { version: version + 1 })}</p>
        </>
      }
      texts={{ title: t('rules.dialog'), reason: t('override.reason'), quick: t('override.quick'), reasons: t('rules.reasons'), confirm: t('rules.save') }}
      isPending={setting.isPending}
      error={setting.error}
      onConfirm={reason => { setting.mutate({ version, policy: draft, reason }); }}
      onClose={onClose}
    />
  );
}
